package io.netauto.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** Answers addresses that are refused before they are looked at, such as {@code /api/..;/x}. */
@Component
class RefusedUrls implements RequestRejectedHandler {
  private final Problems problems;

  RefusedUrls(Problems problems) {
    this.problems = problems;
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
      throws IOException {
    ProblemException refused =
        new ProblemException(
            ProblemException.Kind.MALFORMED,
            "malformed",
            "The address holds characters that are not allowed there, such as ; or //.");
    SafeHeaders.set(response);
    if (request.getRequestURI().startsWith("/api/")) {
      problems.write(refused, request, response);
    } else {
      response.sendError(refused.kind().status(), refused.getMessage());
    }
  }
}
