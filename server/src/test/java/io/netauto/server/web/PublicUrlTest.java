package io.netauto.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class PublicUrlTest {
  @AfterEach
  void noRequest() {
    RequestContextHolder.resetRequestAttributes();
  }

  private static void requestTo(String host) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/account");
    request.setScheme("https");
    request.setServerName(host);
    request.setServerPort(8443);
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
  }

  @ParameterizedTest
  @CsvSource({
    "https://netauto.example, https://netauto.example",
    "https://netauto.example/, https://netauto.example",
    "https://netauto.example:8443, https://netauto.example:8443",
    "' https://[2001:db8::1]:8443/ ', https://[2001:db8::1]:8443",
    "http://localhost:8080, http://localhost:8080",
  })
  void what_is_given_counts_whatever_a_request_says(String given, String expected) {
    requestTo("evil.example");
    assertThat(new PublicUrl(given).ofThisRequest()).isEqualTo(expected);
    assertThat(new PublicUrl(given).given()).contains(expected);
  }

  @Test
  void without_it_the_request_says() {
    requestTo("10.1.2.3");
    assertThat(new PublicUrl("").ofThisRequest()).isEqualTo("https://10.1.2.3:8443");
    assertThat(new PublicUrl(" ").given()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "netauto.example",
        "http://netauto.example",
        "ftp://netauto.example",
        "https://netauto.example/netauto",
        "https://me@netauto.example",
        "https://netauto.example?x=1",
        "https://netauto.example#x",
        "https://",
        "https:netauto.example",
        "https://netauto.example:0",
        "https://netauto.example:99999",
        "https://net auto.example",
      })
  void nonsense_stops_the_start_and_is_named(String given) {
    assertThatThrownBy(() -> new PublicUrl(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NET_AUTO_PUBLIC_URL is \"" + given + "\"")
        .hasMessageContaining("https://netauto.example");
  }
}
