package io.netauto.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Lists of devices that come as files, and go. */
class ImportTest extends ServerTest {
  private static final String IMPORT = "/api/v1/devices/import";
  private static final String HEADER = "hostname,address,platform,site,tags\n";

  private static Answer send(Client client, String query, byte[] file) {
    return client.send(
        client
            .request(IMPORT + query)
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofByteArray(file)));
  }

  private static Answer send(Client client, String query, String file) {
    return send(client, query, file.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> results(JsonNode report) {
    return report.path("rows").findValuesAsString("result");
  }

  @Test
  void a_dry_run_changes_nothing_and_an_import_does_what_it_said() {
    Client admin = adminOfAnotherCustomer();
    String a = unique("imp");
    String file =
        HEADER
            + a
            + ",192.0.2.1,cisco_ios,fra1,\"{\"\"env\"\": \"\"lab\"\"}\"\n"
            + a
            + ",192.0.2.2,cisco_ios,ams1,\n";
    JsonNode dry = send(admin, "?dryRun=true", file).with(200);
    assertThat(results(dry)).containsExactly("created", "created");
    assertThat(dry.path("applied").asBoolean()).isFalse();
    assertThat(dry.path("format").asString()).isEqualTo("csv");
    assertThat(admin.get("/api/v1/devices").with(200).path("total").asInt()).isZero();

    assertThat(results(send(admin, "?dryRun=false", file).with(200)))
        .containsExactly("created", "created");
    assertThat(results(send(admin, "?dryRun=false", file).with(200)))
        .containsExactly("unchanged", "unchanged");
    JsonNode edit =
        send(admin, "?dryRun=false", "hostname,site,role\n" + a.toUpperCase() + ",FRA1,core\n")
            .with(200);
    assertThat(results(edit)).containsExactly("updated");
    JsonNode device = admin.get("/api/v1/devices?site=FRA1").with(200).path("items").get(0);
    assertThat(device.path("role").asString()).isEqualTo("core");
    assertThat(device.path("tags").path("env").asString())
        .as("what is not named stays")
        .isEqualTo("lab");
    assertThat(device.path("vendor").asString()).isNotEmpty();
    JsonNode ambiguous = send(admin, "", "hostname,role\n" + a + ",x\n").with(200);
    assertThat(ambiguous.path("rows").get(0).path("messages").toString()).contains("2 sites have");
  }

  @Test
  void with_a_rejected_row_nothing_is_written_unless_it_is_skipped() {
    Client admin = adminOfAnotherCustomer();
    String file = HEADER + "good,192.0.2.1,frr,,\nbad one,192.0.2.2,frr,,\n";
    send(admin, "?dryRun=false", file).problem(409, "rows_rejected");
    assertThat(admin.get("/api/v1/devices").with(200).path("total").asInt()).isZero();
    JsonNode report = send(admin, "?dryRun=false&skipRejected=true", file).with(200);
    assertThat(results(report)).containsExactly("created", "rejected");
    assertThat(report.path("rows").get(1).path("line").asInt()).isEqualTo(3);
    assertThat(admin.get("/api/v1/devices").with(200).path("total").asInt()).isEqualTo(1);
    assertThat(
            admin
                .get("/api/v1/audit?name=good")
                .with(200)
                .path("items")
                .findValuesAsString("action"))
        .containsExactly("device.create");
  }

  @ParameterizedTest
  @CsvSource({"csv", "json", "jsonl"})
  void an_export_is_read_back_unchanged_and_makes_the_same_elsewhere(String format) {
    Client admin = adminOfAnotherCustomer();
    admin.post("/api/v1/groups", Map.of("name", "a; b", "kind", "static")).with(201);
    admin.post("/api/v1/groups", Map.of("name", "=c", "kind", "static")).with(201);
    admin
        .post(
            "/api/v1/devices",
            Map.of("hostname", "jump", "address", "192.0.2.1", "platform", "linux"))
        .with(201);
    Map<String, Object> all = new java.util.HashMap<>();
    all.put("hostname", "r1");
    all.put("address", "2001:db8::1");
    all.put("port", 2222);
    all.put("sshProfile", "KexAlgorithms=+diffie-hellman-group1-sha1 Ciphers=aes128-cbc,3des-cbc");
    all.put("jumpHost", "jump");
    all.put("username", "-admin");
    all.put("credRef", "env:LAB");
    all.put("platform", "frr");
    all.put("vendor", "=cmd|' /C calc'!A0");
    all.put("model", "'+quoted");
    all.put("role", "@role, \"x\"");
    all.put("site", "Zürich");
    all.put("tags", Map.of("env", "=1+1", "k", "v,w"));
    all.put("metadata", Map.of("n", 1, "list", List.of(1, "a"), "o", Map.of("x", true)));
    all.put("enabled", false);
    admin.post("/api/v1/devices", all).with(201);
    for (JsonNode group : admin.get("/api/v1/groups").with(200).path("items")) {
      admin
          .post(
              "/api/v1/groups/" + group.path("id").asLong() + "/members",
              Map.of("devices", List.of("r1")))
          .with(200);
    }
    byte[] file = admin.bytes("/api/v1/devices/export?format=" + format);
    String text = new String(file, StandardCharsets.UTF_8);
    if (format.equals("csv")) {
      assertThat(text).contains("'=cmd", "'-admin", "''+quoted", "'@role").doesNotContain(",=cmd");
    }
    JsonNode same = send(admin, "?dryRun=false", file).with(200);
    assertThat(results(same)).as(same.toString()).containsOnly("unchanged").hasSize(2);

    Client other = adminOfAnotherCustomer();
    other.post("/api/v1/groups", Map.of("name", "a; b", "kind", "static")).with(201);
    other.post("/api/v1/groups", Map.of("name", "=c", "kind", "static")).with(201);
    JsonNode made = send(other, "?dryRun=false", file).with(200);
    assertThat(results(made)).as(made.toString()).containsOnly("created").hasSize(2);
    assertThat(
            new String(
                other.bytes("/api/v1/devices/export?format=" + format), StandardCharsets.UTF_8))
        .isEqualTo(text);
    assertThat(admin.get("/api/v1/devices/export?format=csv&hostname=jump").response().body())
        .contains("jump,192")
        .doesNotContain("r1");
  }

  @Test
  void encodings_are_known_and_what_is_no_text_is_refused() {
    Client admin = adminOfAnotherCustomer();
    String file = HEADER + "r1,192.0.2.1,frr,Zürich,\n";
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThat(site(admin, ("\ufeff" + file).getBytes(charset))).isEqualTo("Zürich");
    }
    assertThat(site(admin, ("\ufeff" + file).getBytes(StandardCharsets.UTF_8))).isEqualTo("Zürich");
    JsonNode latin = send(admin, "", file.getBytes(StandardCharsets.ISO_8859_1)).with(200);
    assertThat(latin.path("rows").get(0).path("site").asString()).isEqualTo("Zürich");
    assertThat(latin.path("notices").toString()).contains("Latin-1");
    assertThat(site(admin, file.replace(',', ';').getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("Zürich");
    for (byte[] bad :
        List.of(
            new byte[] {'P', 'K', 3, 4, 0, 0},
            new byte[] {0x1f, (byte) 0x8b, 8, 0},
            new byte[] {'a', 0, 'b', 0},
            "  \n".getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, (byte) 0xff, (byte) 0xff},
            "no list at all".getBytes(StandardCharsets.UTF_8),
            "hostname,hostname\na,b\n".getBytes(StandardCharsets.UTF_8),
            "site,role\na,b\n".getBytes(StandardCharsets.UTF_8),
            ("hostname" + ",x".repeat(200) + "\n").getBytes(StandardCharsets.UTF_8),
            "[{\"hostname\": ".getBytes(StandardCharsets.UTF_8))) {
      send(admin, "", bad).problem(422, "file_refused");
    }
    send(admin, "?format=xml", file).problem(422, "invalid_fields");
    send(as("operator"), "", file).problem(403, "forbidden");
  }

  private static String site(Client client, byte[] file) {
    return send(client, "", file).with(200).path("rows").get(0).path("site").asString();
  }

  @Test
  void inventories_of_other_tools_are_known_by_their_looks() {
    Client admin = adminOfAnotherCustomer();
    Map<String, String> files =
        Map.of(
            "ansible_ini",
            """
            [core]
            r[01:02] ansible_host=192.0.2.1 site=fra1
            [core:vars]
            ansible_network_os=cisco.ios.ios
            ansible_user=netops
            ansible_password=hunter2
            """,
            "ansible_yaml",
            """
            all:
              vars: {ansible_network_os: eos}
              children:
                leaf:
                  hosts:
                    r01: {ansible_host: 192.0.2.1, ansible_port: 2222}
                    r02: {ansible_host: 192.0.2.2}
            """,
            "nornir",
            """
            ---
            r01:
              hostname: 192.0.2.1
              platform: junos
              password: hunter2
              data: {site: fra1}
            r02:
              hostname: 192.0.2.2
              platform: nxos
            """,
            "oxidized",
            "# a comment\nr01:192.0.2.1:ios:fra1:netops:hunter2\nr02:192.0.2.2:junos\n",
            "netbox_csv",
            """
            Name,Status,Site,Role,Manufacturer,Type,IP Address,Platform
            r01,Active,fra1,core,Cisco,ISR4331,192.0.2.1/24,ios
            r02,Offline,fra1,core,Cisco,ISR4331,192.0.2.2/24,ios
            """,
            "netbox_json",
            """
            {"count": 2, "results": [
              {"name": "r01", "primary_ip4": {"address": "192.0.2.1/24"}, "site": {"slug": "fra1"},
               "device_type": {"manufacturer": {"slug": "cisco"}, "model": "ISR"},
               "platform": {"slug": "ios"}, "status": {"value": "active"}, "tags": [{"slug": "x"}]},
              {"name": "r02", "primary_ip4": {"address": "192.0.2.2/24"},
               "device_type": {"model": "ISR"}, "platform": {"slug": "ios"},
               "status": {"value": "offline"}}]}
            """,
            "json",
            """
            [{"hostname": "r01", "address": "192.0.2.1", "platform": "frr"},
             {"hostname": "r02", "address": "192.0.2.2", "platform": "frr"}]
            """,
            "json_lines",
            """
            {"hostname": "r01", "address": "192.0.2.1", "platform": "frr"}
            {"hostname": "r02", "address": "192.0.2.2", "platform": "frr"}
            """);
    files.forEach(
        (format, file) -> {
          JsonNode report = send(admin, "", file).with(200);
          assertThat(report.path("format").asString()).as(file).isEqualTo(format);
          assertThat(results(report)).as(report.toString()).containsExactly("created", "created");
          assertThat(report.path("rows").findValuesAsString("hostname"))
              .containsExactly("r01", "r02");
          assertThat(report.toString()).doesNotContain("hunter2");
          if (file.contains("hunter2")) {
            assertThat(report.path("notices").toString()).contains("were not read");
          }
        });
  }

  @Test
  void fifty_thousand_devices_are_tried_and_imported_in_seconds() {
    int count = Integer.getInteger("import.rows", 50_000);
    Client admin = adminOfAnotherCustomer();
    StringBuilder file = new StringBuilder("hostname,address,platform,site,credRef,tags\n");
    for (int i = 0; i < count; i++) {
      file.append(
          "r%d,10.%d.%d.%d,cisco_ios,site%d,env:LAB,\"{\"\"rack\"\": \"\"%d\"\"}\"\n"
              .formatted(i, i >> 16, i >> 8 & 255, i & 255, i % 50, i));
    }
    List<String> figures = new ArrayList<>();
    for (String query : List.of("?dryRun=true", "?dryRun=false", "?dryRun=false")) {
      long begin = System.nanoTime();
      JsonNode report = send(admin, query, file.toString()).with(200);
      figures.add("%.1f s".formatted((System.nanoTime() - begin) / 1e9));
      assertThat(report.path("counts").path("rejected").asInt()).isZero();
      assertThat(report.path("rows").size()).isEqualTo(count);
    }
    System.out.printf("import: %,d devices: tried, imported, unchanged in %s%n", count, figures);
    assertThat(admin.get("/api/v1/devices").with(200).path("total").asInt()).isEqualTo(count);
  }
}
