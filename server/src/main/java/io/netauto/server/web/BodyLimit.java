package io.netauto.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serial;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies above 4 MiB, from strangers too, by their announced length or while they are read.
 * A feature that takes more says so with a {@link LargeBody}. Forms have a lower limit: Tomcat's.
 *
 * <p>Behind the security's filters, which read no body, so that the answer has their headers.
 */
@Component
@Order(0)
class BodyLimit extends OncePerRequestFilter {
  static final long MOST_BYTES = 4L << 20;

  private final List<LargeBody> larger;
  private final Problems problems;

  BodyLimit(List<LargeBody> larger, Problems problems) {
    this.larger = larger;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long most =
        larger.stream()
            .filter(body -> body.path().equals(request.getRequestURI()))
            .mapToLong(LargeBody::mostBytes)
            .findFirst()
            .orElse(MOST_BYTES);
    if (request.getContentLengthLong() > most) {
      problems.write(problem(most), request, response);
    } else {
      chain.doFilter(new Limited(request, most), response);
    }
  }

  private static ProblemException problem(long most) {
    return new ProblemException(
        ProblemException.Kind.TOO_LARGE,
        "too_large",
        "The body is larger than the %,d bytes that are taken here. Send less at a time."
            .formatted(most));
  }

  /** What the reader of a body gets that grows too large. */
  static final class TooLarge extends IOException {
    @Serial private static final long serialVersionUID = 1;
    private final transient ProblemException problem;

    TooLarge(ProblemException problem) {
      super(problem.getMessage());
      this.problem = problem;
    }

    ProblemException problem() {
      return problem;
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {
    private final long most;
    private @Nullable ServletInputStream counted;

    Limited(HttpServletRequest request, long most) {
      super(request);
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (counted == null) {
        counted = new Counted(super.getInputStream(), most);
      }
      return counted;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      String encoding = getCharacterEncoding();
      return new BufferedReader(
          new InputStreamReader(
              getInputStream(),
              encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
    }
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream in;
    private final long most;
    private long read;

    Counted(ServletInputStream in, long most) {
      this.in = in;
      this.most = most;
    }

    private int counted(int n) throws IOException {
      read += Math.max(0, n);
      if (read > most) {
        throw new TooLarge(problem(most));
      }
      return n;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      counted(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return counted(in.read(bytes, from, length));
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
