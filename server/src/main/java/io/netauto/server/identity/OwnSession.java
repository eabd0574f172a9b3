package io.netauto.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
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
    SessionUser after =
        new SessionUser(user, before.username(), before.customer(), passwordChangedAt);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(after, null, List.of()));
    SecurityContextHolder.setContext(context);
    HttpServletRequest request = web.getRequest();
    HttpServletResponse response = web.getResponse();
    if (response != null && request.getSession(false) != null) {
      request.changeSessionId();
      sessions.saveContext(context, request, response);
    }
  }
}
