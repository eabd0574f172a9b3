package io.netauto.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Single sign-on by the authorization code flow with PKCE, state and nonce, all of it Spring
 * Security's. A login begins at {@code /sso/login} and comes back at {@code /login/callback}.
 */
@Component
class SsoSecurity {
  private static final Logger log = LoggerFactory.getLogger(SsoSecurity.class);
  private static final String NEXT = "netauto.sso-next";

  /** What a provider answers to a client or a secret that is wrong (RFC 6749, 5.2). */
  private static final Set<String> NOT_ACCEPTED =
      Set.of(OAuth2ErrorCodes.INVALID_CLIENT, OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);

  private static final String ANEW = "netauto.sso-anew";

  private final SsoSettings settings;
  private final SsoProvider provider;
  private final SsoLogin login;
  private final BrowserSessions sessions;

  SsoSecurity(
      SsoSettings settings, SsoProvider provider, SsoLogin login, BrowserSessions sessions) {
    this.settings = settings;
    this.provider = provider;
    this.login = login;
    this.sessions = sessions;
  }

  /** Does nothing where no provider is set. */
  void addTo(HttpSecurity http) {
    if (!settings.isOn()) {
      return;
    }
    DefaultOAuth2AuthorizationRequestResolver requests =
        new DefaultOAuth2AuthorizationRequestResolver(provider, "/sso");
    requests.setAuthorizationRequestCustomizer(
        OAuth2AuthorizationRequestCustomizers.withPkce().andThen(SsoSecurity::anew));
    DefaultOAuth2UserService userInfo = new DefaultOAuth2UserService();
    userInfo.setRestOperations(provider.template());
    OidcUserService people = new OidcUserService();
    people.setOauth2UserService(userInfo);
    http.oauth2Login(
        oauth2 ->
            oauth2
                .loginPage("/login")
                .clientRegistrationRepository(provider)
                .authorizedClientRepository(new NoTokensKept())
                .authorizationEndpoint(at -> at.authorizationRequestResolver(requests))
                .redirectionEndpoint(at -> at.baseUri("/login/callback"))
                .tokenEndpoint(at -> at.accessTokenResponseClient(provider.tokenClient()))
                .userInfoEndpoint(at -> at.oidcUserService(people))
                .successHandler(this::cameBack)
                .failureHandler(this::failed));
  }

  /**
   * Where to go after the login that begins now.
   *
   * @param anew whether the provider is to ask who it is, whoever it knows in this browser
   */
  static void keepNext(HttpServletRequest request, String next, boolean anew) {
    HttpSession session = request.getSession();
    session.setAttribute(NEXT, SecurityConfiguration.local(next));
    if (anew) {
      session.setAttribute(ANEW, true);
    } else {
      session.removeAttribute(ANEW);
    }
  }

  private static void anew(OAuth2AuthorizationRequest.Builder request) {
    RequestAttributes here = RequestContextHolder.getRequestAttributes();
    if (here != null
        && Boolean.TRUE.equals(here.getAttribute(ANEW, RequestAttributes.SCOPE_SESSION))) {
      request.additionalParameters(more -> more.put("prompt", "login"));
    }
  }

  private void cameBack(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    if (!(authentication.getPrincipal() instanceof OidcUser person)) {
      throw new IllegalStateException("The provider's answer names nobody.");
    }
    switch (login.login(person)) {
      case SsoLogin.Outcome.In in -> {
        HttpSession session = request.getSession();
        String next = session.getAttribute(NEXT) instanceof String path ? path : "/";
        session.removeAttribute(NEXT);
        session.removeAttribute(ANEW);
        sessions.begin(in.user(), "sso", request, response);
        response.sendRedirect(SecurityConfiguration.local(next));
      }
      case SsoLogin.Outcome.Refused refused -> {
        request.getSession().invalidate();
        response.sendRedirect("/login?error=" + refused.code());
      }
    }
  }

  private void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    response.sendRedirect("/login?error=" + failure(e));
  }

  /** What the login page says; the log says more. */
  private static String failure(AuthenticationException e) {
    if (isAway(e)) {
      log.warn("Single sign-on failed, the provider does not answer: {}", e.getMessage());
      return "sso-away";
    }
    if (isNotAccepted(e)) {
      log.warn(
          "Single sign-on failed: the provider does not accept NET_AUTO_OIDC_CLIENT_ID with"
              + " NET_AUTO_OIDC_CLIENT_SECRET: {}",
          e.getMessage());
      return "sso-settings";
    }
    log.warn("Single sign-on failed: {}", e.getMessage());
    return "sso-failed";
  }

  private static boolean isAway(AuthenticationException e) {
    return has(e, SsoProvider.Away.class) || has(e, ResourceAccessException.class);
  }

  /** Status 400 comes as the provider's error, status 401 as that of HTTP. */
  private static boolean isNotAccepted(AuthenticationException e) {
    return e instanceof OAuth2AuthenticationException refused
        && (NOT_ACCEPTED.contains(refused.getError().getErrorCode())
            || has(e, HttpClientErrorException.Unauthorized.class));
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** The provider's tokens are of no use once it is known who came. */
  private static final class NoTokensKept implements OAuth2AuthorizedClientRepository {
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // of the interface
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
        String id, Authentication principal, HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client,
        Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {}

    @Override
    public void removeAuthorizedClient(
        String id,
        Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {}
  }
}
