package io.netauto.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Single sign-on with a real Keycloak in a real browser, which knows the server as localhost and
 * Keycloak as 127.0.0.1: two sites, as in use. What the browser waits for has its limit of 15 s.
 */
@ExtendWith(Browser.Once.class)
class KeycloakTest {
  private static final String BRANCH = "Branch";
  private static Keycloak keycloak;
  private static ServerProcess server;

  private final Browser browser;

  KeycloakTest(Browser browser) {
    this.browser = browser;
  }

  @BeforeAll
  static void start() {
    keycloak = Keycloak.start();
    server =
        ServerProcess.start(
            Map.of(
                "NET_AUTO_OIDC_ISSUER", keycloak.issuer(),
                "NET_AUTO_OIDC_CLIENT_ID", Keycloak.CLIENT,
                "NET_AUTO_OIDC_CLIENT_SECRET", keycloak.secret(),
                "NET_AUTO_OIDC_GROUPS",
                    "/network/operators=%1$s:operator; /network/viewers=%1$s:viewer"
                        .formatted(BRANCH)));
    server.client().post("/customers", Map.of("name", BRANCH)).expect(201);
  }

  @AfterAll
  static void stop() {
    try {
      if (server != null) {
        server.close();
      }
    } finally {
      if (keycloak != null) {
        keycloak.close();
      }
    }
  }

  private static String address(String path) {
    return "https://localhost:" + server.address().getPort() + path;
  }

  /** The page of Keycloak that asks who it is. */
  private static void askedByKeycloak(Page page) {
    page.waitForURL(Pattern.compile(Pattern.quote(keycloak.issuer()) + "/.*"));
    assertThat(page.locator("#password")).isVisible();
  }

  private static void press(Page page) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with SSO")).click();
  }

  private static void give(Page page, String person) {
    page.locator("#username").fill(person);
    page.locator("#password").fill(keycloak.password());
    page.locator("#kc-login").click();
  }

  private static Page signIn(Browser.Visitor visitor, String person) {
    Page page = visitor.open(address("/login"));
    press(page);
    askedByKeycloak(page);
    give(page, person);
    page.waitForURL(Pattern.compile(Pattern.quote(address("/")) + ".*"));
    return page;
  }

  private static JsonNode me(Page page) {
    return Api.JSON.readTree(
        (String) page.evaluate("async () => await (await fetch('/api/v1/auth/me')).text()"));
  }

  private static void tells(Page page, String words) {
    assertThat(page.getByRole(AriaRole.ALERT)).containsText(words);
    assertThat(me(page).path("code").asString()).isEqualTo("not_logged_in");
  }

  @Test
  void somebody_signs_in_by_the_button_as_the_groups_say_and_out_again() {
    try (var visitor = browser.visitor()) {
      Page page = visitor.open(address("/devices"));
      page.waitForURL(Pattern.compile(".*/login.*"));
      press(page);
      askedByKeycloak(page);
      give(page, Keycloak.OLGA);
      page.waitForURL(address("/devices"));
      JsonNode me = me(page);
      assertThat(me.path("username").asString()).isEqualTo(Keycloak.OLGA);
      assertThat(me.path("role").asString()).isEqualTo("operator");
      assertThat(me.path("customers").findValuesAsString("name")).containsExactly(BRANCH);
      page.getByLabel("Account menu of " + Keycloak.OLGA).click();
      assertThat(page.locator("#person .who")).containsText("operator at " + BRANCH);

      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
      assertThat(page.locator("#login")).containsText("You are signed out.");
      assertThat(visitor.errors()).isEmpty();
      assertThat(me(page).path("code").asString()).isEqualTo("not_logged_in");
      press(page);
      askedByKeycloak(page);
    }
  }

  @Test
  void somebody_of_no_mapped_group_is_told_and_gives_way_to_another_person() {
    try (var visitor = browser.visitor()) {
      Page page = signIn(visitor, Keycloak.GUS);
      tells(page, "You are in no group that may use NetAuto");
      assertThat(server.client().get("/users").json().findValuesAsString("username"))
          .doesNotContain(Keycloak.GUS);
      press(page);
      askedByKeycloak(page);
      page.locator("#reset-login").click();
      give(page, Keycloak.OLGA);
      page.waitForURL(address("/"));
      assertThat(me(page).path("username").asString()).isEqualTo(Keycloak.OLGA);
    }
  }

  @Test
  void the_role_follows_the_groups_at_the_next_login() {
    try (var visitor = browser.visitor()) {
      assertThat(me(signIn(visitor, Keycloak.VERA)).path("role").asString()).isEqualTo("viewer");
    }
    keycloak.move(Keycloak.VERA, "/network/viewers", "/network/operators");
    try (var visitor = browser.visitor()) {
      assertThat(me(signIn(visitor, Keycloak.VERA)).path("role").asString()).isEqualTo("operator");
    } finally {
      keycloak.move(Keycloak.VERA, "/network/operators", "/network/viewers");
    }
  }

  @Test
  void a_wrong_client_secret_is_told_to_the_person_and_the_operator_and_shown_to_neither() {
    List<String> codes = new ArrayList<>();
    keycloak.changeSecret(UUID.randomUUID().toString());
    try (var visitor = browser.visitor()) {
      visitor.context().onRequest(request -> codes.addAll(code(request.url())));
      Page page = signIn(visitor, Keycloak.OLGA);
      tells(page, "The provider of single sign-on does not accept this server");
      assertThat(codes).hasSize(1);
      assertThat(page.content() + page.url()).doesNotContain(keycloak.secret(), codes.getFirst());
      assertThat(server.log())
          .contains("does not accept NET_AUTO_OIDC_CLIENT_ID with NET_AUTO_OIDC_CLIENT_SECRET")
          .doesNotContain(keycloak.secret(), codes.getFirst());
    } finally {
      keycloak.changeSecret(keycloak.secret());
    }
  }

  private static List<String> code(String url) {
    var found = Pattern.compile("/login/callback\\?.*code=([^&]+)").matcher(url);
    return found.find() ? List.of(found.group(1)) : List.of();
  }

  @Test
  void a_keycloak_that_hangs_when_the_person_comes_back_is_waited_for_no_longer_than_the_limit() {
    try (var visitor = browser.visitor()) {
      Page page = visitor.open(address("/login"));
      press(page);
      askedByKeycloak(page);
      page.route(
          Pattern.compile(".*/login-actions/authenticate.*"),
          route -> {
            var answer = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
            keycloak.hang();
            route.fulfill(new Route.FulfillOptions().setResponse(answer));
          });
      give(page, Keycloak.OLGA);
      page.waitForURL(Pattern.compile(Pattern.quote(address("/")) + ".*"));
      tells(page, "The provider of single sign-on does not answer");
    } finally {
      keycloak.goOn();
    }
  }

  @Test
  void a_keycloak_that_is_down_is_told_and_one_that_is_back_with_new_keys_is_used() {
    try (var visitor = browser.visitor()) {
      signIn(visitor, Keycloak.OLGA);
    }
    keycloak.kill();
    try (var visitor = browser.visitor()) {
      Page page = visitor.open(address("/login"));
      press(page);
      tells(page, "The provider of single sign-on does not answer");
    } finally {
      keycloak.again();
    }
    try (var visitor = browser.visitor()) {
      assertThat(me(signIn(visitor, Keycloak.OLGA)).path("username").asString())
          .isEqualTo(Keycloak.OLGA);
    }
  }
}
