package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The browser of the tests: it shows pages, takes pictures, and knows what is not accessible. */
@ExtendWith(Browser.Once.class)
class BrowserTest {
  private final Browser browser;

  BrowserTest(Browser browser) {
    this.browser = browser;
  }

  private static String page(String body) {
    // the policy is as strict as the product's, so that the tests' own script must get by it
    String html =
        """
        <!doctype html><html lang="en"><head><title>Devices</title>
        <meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="script-src 'self'"></head>
        <body><main><h1>Devices</h1>%s</main></body></html>\
        """
            .formatted(body);
    return "data:text/html;charset=utf-8,"
        + URLEncoder.encode(html, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Test
  void shows_a_page_and_takes_its_pictures() {
    try (var visitor = browser.visitor()) {
      var page = visitor.open(page("<p>r1 is reachable.</p>"));
      assertThat(page.locator("h1").textContent()).isEqualTo("Devices");
      assertThat(browser.screenshots(page, "harness"))
          .extracting(file -> file.getFileName().toString())
          .containsExactly(
              "harness-light-wide.png",
              "harness-light-narrow.png",
              "harness-dark-wide.png",
              "harness-dark-narrow.png");
      assertThat(visitor.errors()).isEmpty();
    }
  }

  @Test
  void finds_nothing_wrong_with_an_accessible_page() {
    try (var visitor = browser.visitor()) {
      var page = visitor.open(page("<label>Host name <input></label>"));
      assertThat(browser.axeInEveryLook(page)).isEmpty();
    }
  }

  @Test
  void finds_an_input_without_a_label() {
    try (var visitor = browser.visitor()) {
      var page = visitor.open(page("<input type='text'>"));
      assertThat(browser.axe(page)).extracting(Browser.Violation::rule).containsExactly("label");
    }
  }
}
