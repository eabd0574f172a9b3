package io.netauto.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.slf4j.MDC;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Problems as RFC 9457 problem+json. */
@Component
public class Problems {
  static final String MEDIA_TYPE = "application/problem+json";

  private final JsonMapper json;

  Problems(JsonMapper json) {
    this.json = json;
  }

  /** Answers with a problem where no controller is in charge, as in a filter. */
  public void write(
      ProblemException problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(problem.kind().status());
    response.setContentType(MEDIA_TYPE);
    Duration retryAfter = problem.retryAfter();
    if (retryAfter != null) {
      response.setHeader("Retry-After", seconds(retryAfter));
    }
    response.getOutputStream().write(json.writeValueAsBytes(of(problem, request.getRequestURI())));
  }

  static ProblemDetail of(ProblemException problem, String path) {
    ProblemDetail detail =
        of(
            HttpStatusCode.valueOf(problem.kind().status()),
            problem.code(),
            problem.getMessage(),
            problem.errors(),
            path);
    problem.details().forEach(detail::setProperty);
    return detail;
  }

  static ProblemDetail of(
      HttpStatusCode status, String code, String message, List<FieldError> errors, String path) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, message);
    detail.setInstance(URI.create(path));
    detail.setProperty("code", code);
    if (!errors.isEmpty()) {
      detail.setProperty("errors", errors);
    }
    String request = MDC.get(RequestIds.KEY);
    if (request != null) {
      detail.setProperty("requestId", request);
    }
    return detail;
  }

  static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.toSeconds() + 1));
  }
}
