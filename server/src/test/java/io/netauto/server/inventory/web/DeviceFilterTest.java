package io.netauto.server.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

class DeviceFilterTest {
  private static DeviceFilter of(String url) {
    MultiValueMap<String, String> encoded =
        UriComponentsBuilder.fromUriString(url).build().getQueryParams();
    MultiValueMap<String, String> decoded = new org.springframework.util.LinkedMultiValueMap<>();
    encoded.forEach(
        (name, values) ->
            values.forEach(
                value ->
                    decoded.add(
                        name,
                        value == null
                            ? ""
                            : java.net.URLDecoder.decode(
                                value, java.nio.charset.StandardCharsets.UTF_8))));
    return DeviceFilter.of(decoded);
  }

  @Test
  void an_address_gives_itself() {
    String url =
        "/devices?q=a+%26+b&site=fra1&tag=rack%3A7&enabled=false&sort=-address&limit=100&cursor=c1&back=%7Ec0";
    assertThat(of(url).url()).isEqualTo(url);
    assertThat(of("/devices").url()).isEqualTo("/devices");
  }

  @Test
  void conditions_read_like_sentences() {
    assertThat(of("/devices?q=x&site=fra1&status=unreachable&tag=rack:7&enabled=false").chips())
        .extracting(c -> c.subject() + " " + c.value())
        .containsExactly(
            "text has x", "site is fra1", "state is unreachable", "tag rack is 7", "is disabled");
  }

  @Test
  void a_condition_taken_back_leaves_the_others_and_begins_at_the_first_page() {
    assertThat(of("/devices?q=x&site=fra1&role=core&cursor=c&back=").chips())
        .extracting(DeviceFilter.Chip::without)
        .containsExactly(
            "/devices?site=fra1&role=core", "/devices?q=x&role=core", "/devices?q=x&site=fra1");
  }

  @Test
  void one_goes_back_the_way_one_came() {
    DeviceFilter first = of("/devices?site=fra1");
    DeviceFilter second = of(first.next("c1"));
    DeviceFilter third = of(second.next("c2"));
    assertThat(third.cursor()).isEqualTo("c2");
    assertThat(of(third.previous()).cursor()).isEqualTo("c1");
    assertThat(of(third.previous()).previous()).isEqualTo("/devices?site=fra1");
    assertThat(first.previous()).isNull();
  }

  @Test
  void a_way_that_is_too_long_leads_back_to_the_first_page() {
    DeviceFilter filter = of("/devices");
    for (int i = 0; i < 40; i++) {
      filter = of(filter.next("c" + i));
    }
    assertThat(of(filter.previous()).cursor()).isEqualTo("c38");
    int steps = 0;
    while (filter.previous() != null) {
      filter = of(filter.previous());
      steps++;
    }
    assertThat(steps).isEqualTo(13);
    assertThat(filter.url()).isEqualTo("/devices");
  }

  @Test
  void what_is_not_known_is_left_out() {
    assertThat(of("/devices?color=red&sort=color&limit=7&site=").url()).isEqualTo("/devices");
  }

  @Test
  void a_second_click_on_a_column_turns_the_order() {
    assertThat(of("/devices").sorted("address")).isEqualTo("/devices?sort=address");
    assertThat(of("/devices?sort=address").sorted("address")).isEqualTo("/devices?sort=-address");
    assertThat(of("/devices?sort=-address").direction("address")).isEqualTo("descending");
  }
}
