package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import io.netauto.server.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets somebody whose password another person knows do nothing but choose an own one and sign out,
 * in a browser and with an access token. API keys go on, and so does who came by single sign-on:
 * nobody used that password.
 */
final class OwnPasswordFilter extends OncePerRequestFilter {
  /** The page on which a password is chosen. */
  static final String PAGE = "/account/password";

  private static final Set<String> OPEN =
      Set.of(
          PAGE,
          "/logout",
          "/error",
          "/livez",
          "/readyz",
          "/favicon.ico",
          "/api/v1/auth/me",
          "/api/v1/auth/password",
          "/api/v1/auth/logout");

  private final UserTable users;
  private final Problems problems;

  OwnPasswordFilter(UserTable users, Problems problems) {
    this.users = users;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    UserId user = byPassword(request);
    if (user == null || !users.mustChangePassword(user)) {
      chain.doFilter(request, response);
    } else if (SecurityConfiguration.isApi(request)) {
      problems.write(
          new ProblemException(
              ProblemException.Kind.FORBIDDEN,
              "password_change_needed",
              "Somebody else set your password. Choose your own first, in a browser or with"
                  + " POST /api/v1/auth/password; with an access token, log in again then."),
          request,
          response);
    } else if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", PAGE);
      response.setStatus(403);
    } else {
      response.setStatus(303);
      response.setHeader("Location", PAGE);
    }
  }

  /** Who came by a password, in a session or with a token; null for everybody else. */
  private static @Nullable UserId byPassword(HttpServletRequest request) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null) {
      return null;
    }
    return switch (authentication.getPrincipal()) {
      case SessionUser user when !BrowserSessions.isOfSso(request) -> user.user();
      case Actor actor when ApiKeyFilter.isByToken(request) -> actor.user();
      case null, default -> null;
    };
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/assets/") || OPEN.contains(path);
  }
}
