package io.netauto.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class PlatformFilesTest extends ServerTest {
  private static final String PLATFORMS = "/api/v1/platforms";
  private static final String GOOD =
      "name: ACME OS\nvendor: ACME\nmodes:\n  - name: exec\n    prompt: 'acme> '\n";
  private static final Path FOLDER = folder();

  private static Path folder() {
    try {
      return Files.createTempDirectory("netauto-platforms");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void platforms(DynamicPropertyRegistry settings) {
    settings.add("netauto.platforms", FOLDER::toString);
  }

  private static void await(BooleanSupplier done) {
    long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("seen within 30 s").isLessThan(limit);
    }
  }

  private static List<String> ids(Client client) {
    return client.get(PLATFORMS).with(200).findValuesAsString("id");
  }

  @Test
  void a_new_file_is_a_platform_without_a_restart_and_a_bad_one_is_told(CapturedOutput log)
      throws Exception {
    Client admin = admin();
    assertThat(ids(admin)).contains("frr").doesNotContain("acme_os");
    Files.writeString(FOLDER.resolve("acme_os.yaml"), GOOD);
    await(() -> ids(admin).contains("acme_os"));
    assertThat(
            admin
                .post(
                    "/api/v1/devices",
                    Map.of(
                        "hostname", unique("acme"), "address", "192.0.2.7", "platform", "acme_os"))
                .with(201)
                .path("vendor")
                .asString())
        .isEqualTo("ACME");

    Files.writeString(FOLDER.resolve("acme_os.yaml"), GOOD + "colour: red\n");
    await(() -> !admin.get(PLATFORMS + "/problems").with(200).isEmpty());
    JsonNode problem = admin.get(PLATFORMS + "/problems").with(200).path(0);
    assertThat(problem.path("file").asString()).isEqualTo("acme_os.yaml");
    assertThat(problem.path("line").asInt()).isEqualTo(6);
    assertThat(problem.path("fault").asString()).contains("unknown key \"colour\"");
    assertThat(admin.get(PLATFORMS + "/acme_os").with(200).path("name").asString())
        .isEqualTo("ACME OS");
    assertThat(log.getOut().lines().filter(l -> l.contains("acme_os.yaml:6: unknown key")))
        .hasSize(1);

    Files.delete(FOLDER.resolve("acme_os.yaml"));
    await(() -> !ids(admin).contains("acme_os"));
    assertThat(admin.get(PLATFORMS + "/problems").with(200)).isEmpty();
    admin.get(PLATFORMS + "/acme_os").problem(404, "platform_not_found");
  }

  @Test
  void a_file_is_checked_without_being_kept() {
    Client admin = admin();
    JsonNode good =
        admin.post(PLATFORMS + "/check", Map.of("file", "x.yaml", "text", GOOD)).with(200);
    assertThat(good.path("platform").path("id").asString()).isEqualTo("x");
    assertThat(good.path("fault").isNull()).isTrue();
    JsonNode slow =
        admin
            .post(
                PLATFORMS + "/check",
                Map.of("file", "x.yaml", "text", GOOD.replace("acme> ", "(a+)+$")))
            .with(200);
    assertThat(slow.path("fault").path("line").asInt()).isEqualTo(5);
    assertThat(slow.path("fault").path("fault").asString()).contains("repeats a repetition");
    assertThat(ids(admin)).doesNotContain("x");
    admin.post(PLATFORMS + "/check", Map.of("file", "x.yaml")).problem(422, "invalid_fields");
  }

  @Test
  void a_viewer_reads_what_is_known_of_a_platform() {
    Client viewer = nobody().header("Accept", "text/html");
    viewer.logIn(user("viewer"), PASSWORD, Map.of());
    assertThat(viewer.get("/platforms").response().body())
        .contains("href=\"/platforms/frr\"", "real device: FRRouting 8.4.4");
    assertThat(viewer.get("/platforms/frr").response().body())
        .contains("terminal length 0", "real device: FRRouting 8.4.4");
    assertThat(viewer.get("/platforms/no-such").status()).isEqualTo(404);
  }
}
