package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The session of the request that this thread serves, where it has one. */
@Component
class OwnSession {
  private final HttpSessionSecurityContextRepository sessions =
      new HttpSessionSecurityContextRepository();

  /**
   * Lets the session in which somebody changed the own password outlive that password, under
   * another id.
   */
  void renew(UserId user, Instant passwordChangedAt) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null
        || !(authentication.getPrincipal() instanceof SessionUser before)
        || !before.user().equals(user)
        || !(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web)) {
      return;
    }
    keep(
        new SessionUser(user, before.username(), before.customer(), passwordChangedAt),
        web.getRequest(),
        web.getResponse());
  }

  /**
   * Lets the session go on in another customer, under another id, and with another token against
   * forged requests: what an older page sends is refused.
   */
  void enter(CustomerId customer) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null
        || !(authentication.getPrincipal() instanceof SessionUser before)
        || !(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web)) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "no_session",
          "An API key stays in its customer. Make another key in the other one.");
    }
    keep(before.in(customer), web.getRequest(), web.getResponse());
    if (web.getResponse() != null) {
      new HttpSessionCsrfTokenRepository().saveToken(null, web.getRequest(), web.getResponse());
    }
  }

  private void keep(
      SessionUser after, HttpServletRequest request, @Nullable HttpServletResponse response) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(after, null, List.of()));
    SecurityContextHolder.setContext(context);
    if (response != null && request.getSession(false) != null) {
      request.changeSessionId();
      sessions.saveContext(context, request, response);
    }
  }
}
