package io.netauto.server.identity.web;

import io.netauto.server.identity.BrowserSessions;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Logins;
import io.netauto.server.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "Authentication", description = "Who is asking, and their API keys.")
class LoginApi {
  private final Logins logins;
  private final BrowserSessions sessions;
  private final CurrentActor actor;

  LoginApi(Logins logins, BrowserSessions sessions, CurrentActor actor) {
    this.logins = logins;
    this.sessions = sessions;
    this.actor = actor;
  }

  record LoginRequest(
      @Nullable String username,
      @Nullable String password,
      @Nullable String totp,
      @Nullable String customer) {
    @Override
    public String toString() {
      return "LoginRequest[username=" + username + ", ***]";
    }
  }

  /**
   * @param expiresIn of the access token, in seconds
   */
  record TokensJson(String accessToken, String refreshToken, long expiresIn, String tokenType) {
    static TokensJson of(Logins.Tokens tokens) {
      return new TokensJson(
          tokens.access(), tokens.refresh(), tokens.lifetime().toSeconds(), "Bearer");
    }

    @Override
    public String toString() {
      return "TokensJson[***]";
    }
  }

  @PostMapping("/login")
  @Operation(
      summary = "Log in: a short-lived access token and a refresh token",
      description =
          "With totp, the code of the second factor, where the account has one. The customer is"
              + " given by name or number; without it the user's first.")
  TokensJson login(@RequestBody LoginRequest body, HttpServletRequest request) {
    return TokensJson.of(
        logins.login(
            new Logins.Given(
                Objects.requireNonNullElse(body.username(), ""),
                Objects.requireNonNullElse(body.password(), ""),
                Objects.requireNonNullElse(body.totp(), "")),
            body.customer(),
            request.getRemoteAddr()));
  }

  record RefreshRequest(@Nullable String refreshToken) {
    @Override
    public String toString() {
      return "RefreshRequest[***]";
    }
  }

  @PostMapping("/refresh")
  @Operation(
      summary = "Exchange a refresh token for the next tokens",
      description =
          "Each refresh token works once. One that comes a second time was copied: it ends the"
              + " login and all its tokens.")
  TokensJson refresh(@RequestBody RefreshRequest body, HttpServletRequest request) {
    return TokensJson.of(
        logins.refresh(
            Objects.requireNonNullElse(body.refreshToken(), ""), request.getRemoteAddr()));
  }

  @PostMapping("/logout")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "End a login: its access and refresh tokens stop working at once",
      description = "By the refresh token in the body or the access token in the header.")
  void logout(
      @RequestBody(required = false) @Nullable RefreshRequest body, HttpServletRequest request) {
    logins.logout(body == null ? null : body.refreshToken(), token(request));
  }

  private static @Nullable String token(HttpServletRequest request) {
    String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    return header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7).strip() : null;
  }

  /** The session or the login of a program that asks; null for an API key. */
  private @Nullable String asking(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    String token = token(request);
    return session != null
        ? session.getId()
        : token == null ? null : logins.loginOf(token).orElse(null);
  }

  @GetMapping("/sessions")
  @Operation(
      summary = "List one's own sessions",
      description = "Of browsers, and logins of programs with tokens; API keys are not among them.")
  Page<BrowserSessions.Open> sessions(HttpServletRequest request) {
    return Page.whole(sessions.list(actor.get(), asking(request)));
  }

  @DeleteMapping("/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "End one of one's own sessions")
  void end(@PathVariable String id) {
    sessions.end(actor.get(), id);
  }

  @DeleteMapping("/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Sign out everywhere",
      description =
          "Ends all sessions of browsers and all logins with tokens; with others=true all but the"
              + " one that asks. API keys go on.")
  void signOutEverywhere(
      @RequestParam(defaultValue = "false") boolean others, HttpServletRequest request) {
    if (others) {
      sessions.endOthers(actor.get(), asking(request));
    } else {
      sessions.endAll(actor.get());
    }
  }
}
