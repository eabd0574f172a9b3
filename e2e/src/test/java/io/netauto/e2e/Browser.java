package io.netauto.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Debian's Chromium, driven by Playwright; one process for all tests. A class gets it by
 * {@code @ExtendWith(Browser.Once.class)} and a parameter of this type. A {@link Visitor} is a
 * fresh browser profile.
 */
final class Browser implements AutoCloseable {
  private static final double TIMEOUT_MS = 15_000;
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  /** Two frames later the page is drawn in its new look, and what was to be animated is started. */
  private static final String SETTLED =
      """
      async () => {
        const frame = () => new Promise(requestAnimationFrame);
        await frame();
        await frame();
        await Promise.allSettled(
            document.getAnimations()
                .filter(a => Number.isFinite(a.effect.getComputedTiming().endTime))
                .map(a => a.finished));
      }\
      """;

  private final String axe;

  /** How a page is looked at, for a screenshot. */
  enum Look {
    LIGHT_WIDE(ColorScheme.LIGHT, 1440, 900),
    LIGHT_NARROW(ColorScheme.LIGHT, 360, 740),
    DARK_WIDE(ColorScheme.DARK, 1440, 900),
    DARK_NARROW(ColorScheme.DARK, 360, 740);

    private final ColorScheme scheme;
    private final int width;
    private final int height;

    Look(ColorScheme scheme, int width, int height) {
      this.scheme = scheme;
      this.width = width;
      this.height = height;
    }

    private String suffix() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void on(Page page) {
      page.emulateMedia(
          new Page.EmulateMediaOptions()
              .setColorScheme(scheme)
              .setReducedMotion(ReducedMotion.REDUCE));
      page.setViewportSize(width, height);
      page.evaluate(SETTLED);
    }
  }

  /** A rule of accessibility that a page breaks, and the elements that break it. */
  record Violation(String rule, String impact, String help, List<String> targets) {}

  /** Gives the browser to a test class. */
  static final class Once extends io.netauto.e2e.Once<Browser> {
    Once() {
      super(Browser.class, Browser::new);
    }
  }

  private Browser() {
    Path executable = Needs.chromium();
    Path node = Needs.program("node", "install Node.js 20 or newer");
    Command.of(Project.root().resolve("e2e/browser-driver"))
        .within(Duration.ofMinutes(3))
        .run()
        .ok();
    System.setProperty("playwright.cli.dir", Project.target().resolve("playwright").toString());
    try {
      axe = Files.readString(Project.root().resolve("e2e/node_modules/axe-core/axe.min.js"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    try {
      chromium =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(executable)
                      .setArgs(ARGUMENTS)
                      .setTimeout(60_000));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  /** A new profile: no cookies, and its errors are its own. */
  Visitor visitor() {
    return new Visitor(
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setViewportSize(Look.LIGHT_WIDE.width, Look.LIGHT_WIDE.height)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setTimezoneId("UTC")));
  }

  /** One person's browser. */
  final class Visitor implements AutoCloseable {
    private final BrowserContext context;
    private final List<String> errors = new ArrayList<>();

    private Visitor(BrowserContext context) {
      this.context = context;
      context.setDefaultTimeout(TIMEOUT_MS);
      context.setDefaultNavigationTimeout(TIMEOUT_MS);
      context.onWebError(error -> errors.add(error.error()));
      context.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              errors.add(message.text());
            }
          });
    }

    BrowserContext context() {
      return context;
    }

    Page page() {
      return context.newPage();
    }

    Page open(String address) {
      Page page = page();
      page.navigate(address);
      return page;
    }

    /** What the pages' scripts and their console complained about so far. */
    List<String> errors() {
      return List.copyOf(errors);
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /**
   * Pictures of the whole page in every look, in target/screenshots; the page is wide and light
   * afterwards.
   */
  List<Path> screenshots(Page page, String name) {
    List<Path> files = new ArrayList<>();
    for (Look look : Look.values()) {
      look.on(page);
      Path file = Project.target().resolve("screenshots/" + name + "-" + look.suffix() + ".png");
      page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
      files.add(file);
    }
    Look.LIGHT_WIDE.on(page);
    return files;
  }

  /** What axe finds against WCAG 2.2 A and AA on the page as it is now; empty is good. */
  List<Violation> axe(Page page) {
    page.evaluate(axe);
    String found =
        (String)
            page.evaluate(
                """
                async () => JSON.stringify((await axe.run(document, {
                  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
                  resultTypes: ['violations']
                })).violations)\
                """);
    return items(Api.JSON.readTree(found)).map(Browser::violation).toList();
  }

  /** What axe finds in every look, each with the look's name before the rule. */
  List<Violation> axeInEveryLook(Page page) {
    List<Violation> all = new ArrayList<>();
    for (Look look : Look.values()) {
      look.on(page);
      for (Violation v : axe(page)) {
        all.add(new Violation(look.suffix() + ": " + v.rule(), v.impact(), v.help(), v.targets()));
      }
    }
    Look.LIGHT_WIDE.on(page);
    return all;
  }

  private static Violation violation(JsonNode v) {
    return new Violation(
        v.get("id").asString(),
        v.get("impact").asString(),
        v.get("help").asString(),
        items(v.get("nodes")).map(n -> n.get("target").toString()).toList());
  }

  private static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Override
  public void close() {
    try (playwright) {
      chromium.close();
    }
  }
}
