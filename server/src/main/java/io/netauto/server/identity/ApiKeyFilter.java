package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import io.netauto.server.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises {@code Authorization: Bearer}, followed by an API key ({@code na_…}) or an access
 * token; such a request makes no session.
 */
final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final String BY_TOKEN = ApiKeyFilter.class.getName() + ".token";

  private final ApiKeys keys;
  private final AccessTokens tokens;
  private final Problems problems;

  ApiKeyFilter(ApiKeys keys, AccessTokens tokens, Problems problems) {
    this.keys = keys;
    this.tokens = tokens;
    this.problems = problems;
  }

  /** The key or token of a request; null when it has none. */
  static @Nullable String key(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }

  /** Whether who asks was recognised by an access token. */
  static boolean isByToken(HttpServletRequest request) {
    return Boolean.TRUE.equals(request.getAttribute(BY_TOKEN));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = key(request);
    if (key == null) {
      chain.doFilter(request, response);
      return;
    }
    boolean isKey = key.startsWith(ApiKeys.PREFIX);
    Optional<Actor> actor = isKey ? keys.actor(key) : tokens.actor(key);
    if (actor.isEmpty()) {
      response.setHeader("WWW-Authenticate", "Bearer");
      problems.write(isKey ? badKey() : badToken(), request, response);
      return;
    }
    request.setAttribute(BY_TOKEN, !isKey);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(actor.get(), null, List.of()));
    SecurityContextHolder.setContext(context);
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private static ProblemException badKey() {
    return new ProblemException(
        ProblemException.Kind.NOT_LOGGED_IN,
        "bad_api_key",
        "This API key is unknown, revoked or over. Log in again: netauto login.");
  }

  private static ProblemException badToken() {
    return new ProblemException(
        ProblemException.Kind.NOT_LOGGED_IN,
        "bad_token",
        "This access token is over, revoked or not ours. Refresh it: POST /api/v1/auth/refresh.");
  }

  /** Where a login begins or ends, an access token that is over must not be in the way. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return SecurityConfiguration.LOGINS.contains(request.getRequestURI());
  }
}
