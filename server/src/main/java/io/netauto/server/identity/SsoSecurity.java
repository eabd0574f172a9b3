package io.netauto.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
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
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Single sign-on by the authorization code flow with PKCE, state and nonce, all of it Spring
 * Security's. A login begins at {@code /sso/login} and comes back at {@code /login/callback}.
 */
@Component
class SsoSecurity {
  private static final Logger log = LoggerFactory.getLogger(SsoSecurity.class);
  private static final String NEXT = "netauto.sso-next";

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
    requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
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

  /** Where to go after the login that begins now. */
  static void keepNext(HttpServletRequest request, String next) {
    request.getSession().setAttribute(NEXT, SecurityConfiguration.local(next));
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
    log.warn("Single sign-on failed: {}", e.getMessage());
    response.sendRedirect(
        "/login?error=" + (e instanceof SsoProvider.Away ? "sso-away" : "sso-failed"));
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
