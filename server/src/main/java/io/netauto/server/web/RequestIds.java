package io.netauto.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, the client's where that is sane; it is in the answer and the log. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIds extends OncePerRequestFilter {
  static final String KEY = "request";
  private static final String ATTRIBUTE = RequestIds.class.getName();
  private static final String HEADER = "X-Request-Id";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = request.getAttribute(ATTRIBUTE) instanceof String known ? known : id(request);
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id);
    try (MDC.MDCCloseable closeable = MDC.putCloseable(KEY, id)) {
      chain.doFilter(request, response);
    }
  }

  private static String id(HttpServletRequest request) {
    String given = request.getHeader(HEADER);
    return given != null && given.matches("[A-Za-z0-9._-]{8,64}")
        ? given
        : UUID.randomUUID().toString();
  }

  /** The error page names the id, too. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }
}
