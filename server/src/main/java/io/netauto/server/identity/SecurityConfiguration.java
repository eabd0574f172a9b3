package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import io.netauto.server.web.Problems;
import io.netauto.server.web.SafeHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who is let in at all; what they may do is decided by {@link Actor#require} in the features. Pages
 * use a session and CSRF tokens; the API takes either that session or an API key.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  /** The logins of programs: for everybody, and with no session that another site could use. */
  static final Set<String> LOGINS =
      Set.of(
          "/api/v1/auth/token",
          "/api/v1/auth/login",
          "/api/v1/auth/refresh",
          "/api/v1/auth/logout");

  @Bean
  SecurityFilterChain security(
      HttpSecurity http,
      PasswordLogin login,
      ApiKeys keys,
      AccessTokens tokens,
      BrowserLogins browser,
      BrowserSessions sessions,
      SsoSecurity sso,
      CurrentActor current,
      UserTable users,
      Problems problems)
      throws Exception {
    sso.addTo(http);
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        "/login",
                        "/login/*",
                        "/sso/*",
                        "/assets/**",
                        "/livez",
                        "/readyz",
                        "/error",
                        "/favicon.ico")
                    .permitAll()
                    .requestMatchers(LOGINS.toArray(String[]::new))
                    .permitAll()
                    .requestMatchers("/metrics")
                    .access(
                        (who, request) ->
                            allowed(current.find().filter(a -> a.may(Permission.METRICS_READ))))
                    .anyRequest()
                    .access((who, request) -> allowed(current.find())))
        .authenticationProvider(login)
        .addFilterBefore(
            new ApiKeyFilter(keys, tokens, problems), UsernamePasswordAuthenticationFilter.class)
        .addFilterBefore(new SessionLimitFilter(sessions), SecurityContextHolderFilter.class)
        .addFilterBefore(new OwnPasswordFilter(users, problems), AuthorizationFilter.class)
        .formLogin(
            form ->
                form.loginPage("/login")
                    .successHandler(browser::signedIn)
                    .failureHandler(browser::refused))
        .logout(
            logout ->
                logout.addLogoutHandler(browser::signedOut).logoutSuccessUrl("/login?signed-out"))
        .csrf(
            csrf ->
                csrf.ignoringRequestMatchers(
                    request -> ApiKeyFilter.key(request) != null || LOGINS.contains(path(request))))
        .requestCache(cache -> cache.disable())
        .exceptionHandling(
            failures ->
                failures
                    .authenticationEntryPoint(
                        (request, response, e) -> notSignedIn(request, response, problems))
                    .accessDeniedHandler(
                        (request, response, e) -> denied(request, response, e, current, problems)))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(csp -> csp.policyDirectives(SafeHeaders.POLICY))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .frameOptions(frame -> frame.deny())
                    .httpStrictTransportSecurity(
                        hsts ->
                            hsts.maxAgeInSeconds(SafeHeaders.HTTPS_ONLY_FOR)
                                .includeSubDomains(false)))
        .build();
  }

  private static AuthorizationDecision allowed(Optional<Actor> actor) {
    return new AuthorizationDecision(actor.isPresent());
  }

  /** A path of this server, whatever was asked for: a login must not lead to another site. */
  static String local(@org.jspecify.annotations.Nullable String next) {
    return next != null && next.matches("/(?![/\\\\])[\\p{Graph}&&[^\\\\]]*") ? next : "/";
  }

  private static void notSignedIn(
      HttpServletRequest request, HttpServletResponse response, Problems problems)
      throws IOException {
    if (isApi(request)) {
      response.setHeader("WWW-Authenticate", "Bearer");
      problems.write(
          new ProblemException(
              ProblemException.Kind.NOT_LOGGED_IN,
              "not_logged_in",
              "Log in, or send an API key: Authorization: Bearer na_…"),
          request,
          response);
      return;
    }
    String query = request.getQueryString();
    String target = path(request) + (query == null ? "" : "?" + query);
    boolean page = request.getMethod().equals("GET") && request.getHeader("HX-Request") == null;
    String login =
        page && !target.equals("/")
            ? "/login?next=" + URLEncoder.encode(target, StandardCharsets.UTF_8)
            : "/login";
    if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", login);
      response.setStatus(401);
    } else {
      response.sendRedirect(login);
    }
  }

  private static void denied(
      HttpServletRequest request,
      HttpServletResponse response,
      AccessDeniedException e,
      CurrentActor current,
      Problems problems)
      throws IOException {
    Optional<Actor> actor = current.find();
    ProblemException problem;
    if (e instanceof CsrfException) {
      problem =
          new ProblemException(
              ProblemException.Kind.FORBIDDEN,
              "csrf",
              "The page is too old for this. Load it again and repeat what you did.");
    } else if (actor.isEmpty()) {
      notSignedIn(request, response, problems); // deactivated since the login
      return;
    } else {
      problem = new Forbidden(actor.get(), Permission.METRICS_READ);
    }
    if (isApi(request)) {
      problems.write(problem, request, response);
    } else {
      response.sendError(403, problem.getMessage());
    }
  }

  /** Whether it is no page that is asked for. */
  static boolean isApi(HttpServletRequest request) {
    return path(request).startsWith("/api/")
        || path(request).startsWith("/ws/")
        || path(request).equals("/metrics");
  }

  private static String path(HttpServletRequest request) {
    return request.getRequestURI();
  }
}
