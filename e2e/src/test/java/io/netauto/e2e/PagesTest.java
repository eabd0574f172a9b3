package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages in a real browser, with real devices behind them. */
@ExtendWith({Lab.Once.class, Browser.Once.class})
class PagesTest {
  /** What the first admin and everybody else chose for themselves. */
  private static final String PASSWORD = "chosen by nobody else";

  private static final String SLOWLY = "for i in $(seq 120); do echo tick $i; sleep 0.05; done";

  private static ServerProcess server;
  private static Runs runs;

  private final Lab lab;
  private final Browser browser;

  PagesTest(Lab lab, Browser browser) {
    this.lab = lab;
    this.browser = browser;
  }

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
            Map.of(
                "NET_AUTO_TRUST_ON_FIRST_USE", "true",
                "NET_AUTO_LAB_DEFAULT_PASSWORD", "admin-pass",
                "NET_AUTO_OPS_USERNAME", "ops",
                "NET_AUTO_OPS_PASSWORD", "ops-pass"));
    runs = new Runs(server.client());
    Map<String, String> change =
        Map.of("current", server.firstAdmin().password(), "password", PASSWORD);
    assertThat(server.client().post("/auth/password", change).status()).isEqualTo(204);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Page signedIn(Browser.Visitor visitor) {
    return signedIn(visitor, server.firstAdmin().user(), PASSWORD);
  }

  private Page signedIn(Browser.Visitor visitor, String user, String password) {
    Page page = givesPassword(visitor, user, password);
    page.waitForURL(Pattern.compile(".*:\\d+/$"));
    return page;
  }

  private Page givesPassword(Browser.Visitor visitor, String user, String password) {
    Page page = visitor.open(server.address().resolve("/login").toString());
    page.getByLabel("User name").fill(user);
    page.getByLabel("Password").fill(password);
    page.keyboard().press("Enter");
    return page;
  }

  private void go(Page page, String path) {
    page.navigate(server.address().resolve(path).toString());
  }

  private void shown(Locator locator) {
    PlaywrightAssertions.assertThat(locator)
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
  }

  @Test
  void refuses_a_wrong_password_in_words_and_keeps_the_way() {
    try (var visitor = browser.visitor()) {
      Page page = visitor.open(server.address().resolve("/devices?q=core").toString());
      page.getByLabel("User name").fill("admin");
      page.getByLabel("Password").fill("not the password");
      page.keyboard().press("Enter");
      shown(page.getByRole(AriaRole.ALERT));
      assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("wrong");
      page.getByLabel("User name").fill(server.firstAdmin().user());
      page.getByLabel("Password").fill(PASSWORD);
      page.keyboard().press("Enter");
      page.waitForURL(Pattern.compile(".*/devices\\?q=core"));
    }
  }

  @Test
  void adds_a_router_by_the_form_and_shows_a_command_of_it_as_it_streams() {
    try (var visitor = browser.visitor()) {
      Page page = signedIn(visitor);
      go(page, "/devices/new");
      page.locator("[name=hostname]").fill("no good name");
      page.locator("[name=address]").fill(lab.device("r1").host());
      page.locator("[name=platform]").selectOption("frr");
      page.locator("[name=username]").fill("admin");
      page.locator("[name=credRef]").fill("LAB_DEFAULT");
      page.keyboard().press("Control+Enter");
      shown(page.getByText("is not a host name"));
      assertThat(page.locator("[name=address]").inputValue()).isEqualTo(lab.device("r1").host());
      page.locator("[name=hostname]").fill("lab-r1");
      page.keyboard().press("Control+Enter");
      page.waitForURL(Pattern.compile(".*/devices/\\d+"));

      page.locator("input[name=command], input[name=commands]").first().fill("show running-config");
      page.keyboard().press("Enter");
      page.waitForURL(Pattern.compile(".*/runs/\\d+"));
      shown(page.getByText("hostname r1").first());
      shown(
          page.locator(".status, .chip, h1 ~ *, body")
              .getByText("ok", new Locator.GetByTextOptions().setExact(true))
              .first());
      String id = page.url().replaceAll(".*/runs/(\\d+).*", "$1");
      assertThat(runs.text(Long.parseLong(id)))
          .isEqualTo(lab.ssh("r1", "show running-config").ok().out());
      // the browser notes the refused form, and nothing else
      assertThat(visitor.errors()).allMatch(error -> error.contains("status of 422"));
    }
  }

  @Test
  void shows_each_line_once_when_opened_late_and_reloaded_in_mid_stream() {
    runs.add("streaming", lab.device("jump").host(), 22, "linux", "", "env:OPS");
    long id = runs.start("streaming", SLOWLY);
    try (var visitor = browser.visitor()) {
      Page page = signedIn(visitor);
      go(page, "/runs/" + id);
      shown(page.getByText("tick 20", new Page.GetByTextOptions().setExact(true)));
      page.reload();
      shown(page.getByText("tick 60", new Page.GetByTextOptions().setExact(true)));
      shown(page.getByText("tick 120", new Page.GetByTextOptions().setExact(true)));
      runs.ended(id);
      @SuppressWarnings("unchecked")
      List<String> ticks =
          (List<String>)
              page.evaluate(
                  "() => [...document.querySelectorAll('.line')].map(l => l.innerText)"
                      + ".map(t => (t.match(/tick \\d+$/) || [''])[0]).filter(t => t)");
      for (int i = 1; i < ticks.size(); i++) {
        int before = Integer.parseInt(ticks.get(i - 1).substring(5));
        assertThat(ticks.get(i)).isEqualTo("tick " + (before + 1));
      }
      assertThat(ticks).isNotEmpty().endsWith("tick 120");
      assertThat(visitor.errors()).isEmpty();
    }
  }

  @Test
  void shows_device_output_as_text_whatever_it_is() {
    runs.add("hostile", lab.device("jump").host(), 22, "linux", "", "env:OPS");
    long id = runs.start("hostile", "echo '<script>window.owned=1</script><b>x</b>'");
    runs.ended(id);
    try (var visitor = browser.visitor()) {
      Page page = signedIn(visitor);
      go(page, "/runs/" + id);
      shown(page.getByText("<b>x</b>").first());
      assertThat(page.evaluate("() => window.owned")).isNull();
      assertThat(page.locator("b:text-is('x')").count()).isZero();
    }
  }

  @Test
  void tells_a_failed_run_with_the_words_of_the_device_and_what_to_try() {
    runs.add("failing", lab.device("r1").host(), 22, "frr", "admin", "LAB_DEFAULT");
    long id = runs.start("failing", "show versoin");
    runs.ended(id);
    try (var visitor = browser.visitor()) {
      Page page = signedIn(visitor);
      go(page, "/runs/" + id);
      shown(page.getByText("% Unknown command: show versoin").first());
      shown(page.getByText("command_rejected").first());
      browser.screenshots(page, "run-failed");
      assertThat(browser.axeInEveryLook(page)).isEmpty();
    }
  }

  /** What everybody has to do first whose password another person set. */
  private void choosesAPassword(Page page, String present) {
    page.waitForURL(Pattern.compile(".*/account/password"));
    shown(page.getByText("Choose a password of your own"));
    browser.screenshots(page, "own-password");
    assertThat(browser.axeInEveryLook(page)).isEmpty();
    page.getByLabel("Present password").fill(present);
    page.locator("[name=password]").fill(PASSWORD);
    page.locator("[name=repeated]").fill(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile(".*:\\d+/$"));
  }

  @Test
  void hides_from_a_viewer_what_the_api_refuses() {
    server
        .client()
        .post("/users", Map.of("username", "eyes", "password", "a-long-password", "role", "viewer"))
        .json();
    runs.add("seen", lab.device("r1").host(), 22, "frr", "admin", "LAB_DEFAULT");
    try (var visitor = browser.visitor()) {
      Page page = givesPassword(visitor, "eyes", "a-long-password");
      choosesAPassword(page, "a-long-password");
      go(page, "/devices");
      shown(page.getByText("seen").first());
      assertThat(
              page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Add a device"))
                  .count())
          .isZero();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("seen")).click();
      page.waitForURL(Pattern.compile(".*/devices/\\d+"));
      assertThat(
              page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Run")).count())
          .isZero();
    }
  }

  @Test
  void every_page_is_accessible_light_and_dark_wide_and_narrow() {
    long device = runs.add("looked-at", lab.device("r1").host(), 22, "frr", "admin", "LAB_DEFAULT");
    long run = runs.start("looked-at", "show version");
    runs.ended(run);
    String group =
        "/groups/"
            + server
                .client()
                .post(
                    "/groups",
                    Map.of(
                        "name",
                        "looked-at",
                        "filter",
                        Map.of("text", "looked-at"),
                        "defaults",
                        Map.of("credRef", "LAB_DEFAULT")))
                .json()
                .path("id")
                .asLong();
    Map<String, String> pages = new LinkedHashMap<>();
    pages.putAll(
        Map.of(
            "dashboard", "/",
            "devices", "/devices",
            "device-new", "/devices/new",
            "device", "/devices/" + device,
            "device-edit", "/devices/" + device + "/edit",
            "run-new", "/run",
            "runs", "/runs",
            "run", "/runs/" + run,
            "account", "/account"));
    pages.put("groups", "/groups");
    pages.put("group-new", "/groups/new?kind=dynamic&site=fra1");
    pages.put("group", group);
    pages.put("group-edit", group + "/edit");
    pages.putAll(jobPages());
    pages.put("platforms", "/platforms");
    pages.put("legacy-ssh", "/reports/legacy");
    try (var visitor = browser.visitor()) {
      Page login = visitor.open(server.address().resolve("/login").toString());
      browser.screenshots(login, "login");
      assertThat(browser.axeInEveryLook(login)).as("login").isEmpty();
      login.close();
      Page page = signedIn(visitor);
      pages.forEach(
          (name, path) -> {
            go(page, path);
            assertThat(page.locator("h1").count()).as(name + ": one h1").isEqualTo(1);
            browser.screenshots(page, name);
            assertThat(browser.axeInEveryLook(page)).as(name).isEmpty();
          });
      assertThat(visitor.errors()).isEmpty();
    }
  }

  /** The pages of jobs, and of what begins, bounds and keeps them. */
  private Map<String, String> jobPages() {
    long job =
        added(
            "/jobs",
            Map.of(
                "targets", Map.of("devices", List.of("looked-at")),
                "commands", List.of("show version")));
    long schedule =
        added(
            "/schedules",
            Map.of(
                "name",
                "looked-at",
                "targets",
                Map.of("devices", List.of("looked-at")),
                "commands",
                List.of("show version"),
                "cron",
                "30 2 * * SAT"));
    added(
        "/templates",
        Map.of(
            "name", "looked-at",
            "body", "show ip route {{ prefix }}",
            "mode", "read",
            "variables", List.of(Map.of("name", "prefix", "description", "a network"))));
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("jobs", "/jobs");
    pages.put("jobs-none", "/jobs?q=no+job+is+called+so");
    pages.put("job", "/jobs/" + job);
    pages.put("job-new", "/jobs/new?devices=looked-at&template=looked-at");
    pages.put("schedules", "/schedules");
    pages.put("schedule", "/schedules/" + schedule);
    pages.put("schedule-new", "/jobs/new?begin=cron");
    pages.put("schedule-edit", "/schedules/" + schedule + "/edit");
    pages.put("templates", "/templates");
    pages.put("template", "/templates/looked-at");
    pages.put("template-new", "/templates/new");
    pages.put("windows", "/settings/windows");
    pages.put("limits", "/settings/limits");
    pages.put("retention", "/settings/retention");
    pages.put("command-rules", "/settings/command-rules");
    return pages;
  }

  private long added(String path, Map<String, Object> body) {
    return server.client().post(path, body).json().path("id").asLong();
  }
}
