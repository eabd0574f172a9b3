package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** Where a browser goes after each step of a login by form, and at a logout. */
@Component
class BrowserLogins {
  private final BrowserSessions sessions;
  private final SecondStep second;
  private final Users users;
  private final LoginAudit audit;

  BrowserLogins(BrowserSessions sessions, SecondStep second, Users users, LoginAudit audit) {
    this.sessions = sessions;
    this.second = second;
    this.users = users;
    this.audit = audit;
  }

  void signedIn(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    if (authentication.getPrincipal() instanceof SessionUser user) {
      sessions.begin(user, "form", request, response);
    }
    response.sendRedirect(SecurityConfiguration.local(request.getParameter("next")));
  }

  void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    String next = SecurityConfiguration.local(request.getParameter("next"));
    if (e instanceof SecondFactorNeeded needed) {
      second.begin(needed.user(), next, request, response);
      response.sendRedirect("/login/second");
      return;
    }
    String why =
        e.getCause() instanceof ProblemException problem
            ? switch (problem.code()) {
              case "password_expired" -> "password-expired";
              case "use_sso" -> "use-sso";
              default -> "throttled";
            }
            : "refused";
    response.sendRedirect(
        "/login?error=%s&next=%s".formatted(why, URLEncoder.encode(next, StandardCharsets.UTF_8)));
  }

  void signedOut(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    if (authentication != null && authentication.getPrincipal() instanceof SessionUser user) {
      users.actor(user).ifPresent(actor -> audit.done(actor, "logout"));
    }
  }
}
