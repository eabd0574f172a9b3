package io.netauto.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A hundred ways in which the row of a device is broken: each is told what is wrong with it. */
class BrokenRowsTest extends ServerTest {
  private static final List<String> COLUMNS =
      List.of(
          "hostname",
          "address",
          "port",
          "protocol",
          "sshProfile",
          "jumpHost",
          "username",
          "credRef",
          "vendor",
          "platform",
          "model",
          "role",
          "site",
          "tags",
          "metadata",
          "enabled",
          "groups");
  private static final String LONG = "x".repeat(129);
  private static @Nullable JsonNode report;

  private record Broken(Map<String, String> cells, String raw, String told) {}

  private static final List<Broken> ALL = all();

  private static void add(List<Broken> all, String field, String told, String... values) {
    for (String value : values) {
      Map<String, String> cells = new LinkedHashMap<>();
      cells.put("hostname", "r" + all.size());
      cells.put("address", "192.0.2.1");
      cells.put("platform", "frr");
      cells.put(field, value);
      all.add(new Broken(cells, "", told));
    }
  }

  private static List<Broken> all() {
    List<Broken> all = new ArrayList<>();
    add(all, "hostname", "hostname: The device has no name", "", " ", "\t");
    add(
        all,
        "hostname",
        "is not a host name",
        "a b",
        "a,b",
        "-a",
        "a-",
        "a..b",
        ".a",
        "a.",
        "a/b",
        "a:b",
        "ä",
        "a\nb",
        "<script>",
        "a\"b",
        "x".repeat(64),
        "a.".repeat(140) + "a",
        "r1;r2",
        "r*",
        "=r1");
    add(all, "address", "Say where the device is reached", "", " ");
    add(
        all,
        "address",
        "is not an IP address or DNS name",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.1.1",
        "1",
        "0.0.0.0",
        "224.0.0.1",
        "::",
        "ff02::1",
        "2001:db8::g",
        "2001:db8:::1",
        "a b",
        "http://r1",
        "r1:22",
        "192.0.2.1/24",
        "-r1",
        "[::1]",
        "999999999999");
    add(all, "port", "port", "0", "-1", "65536", "22a", "ssh", "2.5", "99999999999", "0x16");
    add(all, "protocol", "is not a protocol", "http", "ssh2", "tel net");
    add(all, "protocol", "NET_AUTO_TELNET", "telnet", "TELNET");
    add(all, "sshProfile", "is not an SSH profile", "old", "weak");
    add(all, "jumpHost", "There is no device", "nowhere", "r1 r2");
    add(all, "credRef", "credRef: ", "nosuch:X", "env:", "env:a b", "env:ä");
    add(all, "platform", "Choose the platform", "", " ");
    add(all, "platform", "There is no platform", "ciscoios", "Cisco IOS");
    for (String field : List.of("username", "vendor", "model", "role", "site")) {
      add(all, field, field + ": At most 128", LONG);
      add(all, field, field + ": Control characters", "a\u0001b", "a\nb");
    }
    add(all, "tags", "tags: This is not JSON", "{", "env=lab", "{\"a\": }");
    add(all, "tags", "tags: A JSON object is needed", "[]", "1");
    add(all, "tags", "has no text", "{\"a\": null}", "{\"a\": [1]}", "{\"a\": {}}");
    add(all, "tags", "may hold letters", "{\"a b\": \"x\"}", "{\"\": \"x\"}");
    add(all, "tags", "At most 128", "{\"a\": \"" + LONG + "\"}");
    add(all, "metadata", "metadata: This is not JSON", "{a: 1}", "x");
    add(all, "metadata", "metadata: A JSON object is needed", "[1]", "\"x\"");
    add(all, "enabled", "is neither true nor false", "maybe", "2", "on off");
    add(all, "groups", "There is no device group", "nosuch", "a; b");
    add(all, "groups", "groups: This is not a list", "[\"a\"");
    add(all, "groups", "list of the names", "[1]");
    all.add(new Broken(Map.of(), "few,192.0.2.1", "The line has 2 cells"));
    all.add(new Broken(Map.of(), "many" + ",".repeat(20), "The line has 21 cells"));
    return all;
  }

  private static String cell(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }

  /** All in one file, with good ones around them. */
  private JsonNode report() {
    JsonNode known = report;
    if (known != null) {
      return known;
    }
    StringBuilder file = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
    for (Broken broken : ALL) {
      file.append(
          broken.raw().isEmpty()
              ? String.join(
                  ",", COLUMNS.stream().map(c -> cell(broken.cells().getOrDefault(c, ""))).toList())
              : broken.raw());
      file.append("\r\n");
    }
    file.append("twin,192.0.2.1,,,,,,,,frr,,,,,,,\r\n".repeat(2));
    file.append("self,192.0.2.1,,,,self,,,,frr,,,,,,,\r\n");
    file.append("ring1,192.0.2.1,,,,ring2,,,,frr,,,,,,,\r\n");
    file.append("ring2,192.0.2.1,,,,ring1,,,,frr,,,,,,,\r\n");
    Client admin = adminOfAnotherCustomer();
    known =
        admin
            .send(
                admin
                    .request("/api/v1/devices/import?format=csv")
                    .POST(BodyPublishers.ofString(file.toString())))
            .with(200);
    report = known;
    return known;
  }

  static Stream<Arguments> broken() {
    return java.util.stream.IntStream.range(0, ALL.size())
        .mapToObj(i -> Arguments.of(i, ALL.get(i).told()));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_broken_row_says_what_is_wrong(int place, String told) {
    JsonNode row = report().path("rows").get(place);
    assertThat(row.path("result").asString()).as(row.toString()).isEqualTo("rejected");
    assertThat(row.path("messages").toString().replace("\\\"", "\"")).contains(told);
    assertThat(row.path("line").asInt()).isGreaterThanOrEqualTo(place + 2);
  }

  @Test
  void rows_that_are_wrong_together_say_so() {
    JsonNode rows = report().path("rows");
    int at = ALL.size();
    assertThat(ALL).hasSizeGreaterThan(100);
    assertThat(rows.size()).isEqualTo(at + 5);
    assertThat(rows.get(at).path("result").asString()).isEqualTo("created");
    assertThat(rows.get(at + 1).path("messages").toString())
        .contains("The line " + rows.get(at).path("line").asInt() + " has this device already");
    assertThat(rows.get(at + 2).path("messages").toString()).contains("its own jump host");
    assertThat(rows.get(at + 3).path("messages").toString()).contains("round in a circle");
  }
}
