package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One's own API keys come page by page. */
class ApiKeyListTest extends ServerTest {
  private static final String PATH = "/api/v1/api-keys";

  /** As many more keys for whoever this is. */
  private static void make(Client person, int keys) {
    for (int i = 0; i < keys; i++) {
      person.post(PATH, Map.of("name", "key " + i)).with(201);
    }
  }

  @Test
  void all_of_ones_own_come_once_newest_first_and_nobody_elses() {
    Client person = as("viewer");
    make(person, 6);
    make(as("viewer"), 2);
    List<Long> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          person.get(PATH + "?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).with(200);
      page.path("items").forEach(key -> seen.add(key.path("id").asLong()));
      sizes.add(page.path("items").size());
      cursor = page.path("next").asString("");
      make(person, 1); // newer than all pages that follow
      assertThat(page.path("total").asInt()).isEqualTo(6 + sizes.size());
    } while (!cursor.isEmpty());
    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(seen)
        .hasSize(7)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void a_page_has_fifty_unless_asked_and_never_more_than_five_hundred() {
    Client person = as("viewer");
    make(person, 54);
    JsonNode first = person.get(PATH).with(200);
    assertThat(first.path("items")).hasSize(50);
    assertThat(
            person.get(PATH + "?cursor=" + first.path("next").asString()).with(200).path("items"))
        .hasSize(5);
    assertThat(person.get(PATH + "?limit=500").with(200).path("items")).hasSize(55);
    for (String limit : List.of("0", "501", "-1")) {
      JsonNode problem = person.get(PATH + "?limit=" + limit).problem(422, "invalid_fields");
      assertThat(problem.at("/errors/0/field").asString()).isEqualTo("limit");
    }
    String foreign = admin().get("/api/v1/users?limit=1").with(200).path("next").asString();
    for (String wrong : List.of("nonsense", foreign)) {
      person.get(PATH + "?cursor=" + wrong).problem(400, "bad_cursor");
    }
  }

  @Test
  void the_page_of_ones_account_turns_to_the_older_ones_and_back() {
    String name = user("viewer");
    make(withKey(key(name, PASSWORD)), 51);
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    String first = browser.get("/account").response().body();
    assertThat(first).contains("52 keys", ">key 50<").doesNotContain(">key 0<", "First page");
    Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
    assertThat(next.find()).isTrue();
    String second = browser.get(next.group(1).replace("&amp;", "&")).response().body();
    assertThat(second)
        .contains(">key 0<", "52 keys", "href=\"/account\">First page")
        .doesNotContain(">key 50<", "rel=\"next\"");
  }
}
