package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netauto.server.identity.CustomerId;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens a file that the command line made; its own test opens the same one. */
class FileCredentialsTest {
  private static final CustomerId CUSTOMER = new CustomerId(1);
  private static final String PASSPHRASE = "correct horse battery";

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path file = Path.of("");

  @BeforeEach
  void copy() throws Exception {
    file = folder.resolve("credentials.json");
    Files.writeString(file, madeByTheCli());
    environment.put(FileCredentials.FILE, file.toString());
    environment.put(FileCredentials.PASSPHRASE, PASSPHRASE);
  }

  private static String madeByTheCli() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            FileCredentialsTest.class.getResourceAsStream("/credentials/made-by-the-cli.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Resolution resolve(String name) {
    return new FileCredentials(environment::get).resolve(CUSTOMER, name);
  }

  private String problem(String name) {
    return ((Resolution.NotFound) resolve(name)).toString();
  }

  @Test
  void opens_what_the_command_line_made() {
    Credential core = ((Resolution.Found) resolve("core")).credential();
    assertThat(core.username()).isEqualTo("netops");
    assertThat(Objects.requireNonNull(core.password()).reveal()).isEqualTo("Wört-4711 |\"{}");
    assertThat(Objects.requireNonNull(core.enablePassword()).reveal()).isEqualTo("enable-4711");
    assertThat(core.privateKey()).isNull();
    Credential edge = ((Resolution.Found) resolve("edge")).credential();
    assertThat(Objects.requireNonNull(edge.privateKey()).reveal())
        .isEqualTo("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n");
    assertThat(Objects.requireNonNull(edge.passphrase()).reveal()).isEqualTo("phrase-4711");
    assertThat(core + "" + edge).doesNotContain("4711", "BEGIN");
  }

  @Test
  void says_what_is_missing() throws Exception {
    assertThat(problem("other")).contains("no credential \"other\"", "netauto credential file set");
    assertThat(new FileCredentials(environment::get).problemWith(CUSTOMER, "../x")).isPresent();
    environment.put(FileCredentials.PASSPHRASE, "another passphrase");
    assertThat(problem("core"))
        .contains("its passphrase is another one, or the file was altered")
        .doesNotContain("another passphrase\"", PASSPHRASE);
    environment.remove(FileCredentials.PASSPHRASE);
    assertThat(problem("core")).contains("PASSPHRASE is not set");
    environment.put(FileCredentials.PASSPHRASE + "_FILE", folder.resolve("gone").toString());
    assertThat(problem("core")).contains("PASSPHRASE_FILE names cannot be read");
    Files.delete(file);
    assertThat(problem("core")).contains("it is not there");
    environment.remove(FileCredentials.FILE);
    assertThat(problem("core")).contains("netauto credential file init");
  }

  @Test
  void notices_every_alteration() throws Exception {
    String good = madeByTheCli();
    for (String[] change :
        new String[][] {
          {"\"memory\" : 65536", "\"memory\" : 65528"},
          {"\"iterations\" : 3", "\"iterations\" : 2"},
          {"\"parallelism\" : 4", "\"parallelism\" : 3"},
          {"\"salt\" : \"L", "\"salt\" : \"M"},
          {"\"data\" : \"W", "\"data\" : \"X"},
          {"qCU8R", "qCU8Q"}
        }) {
      String altered = good.replace(change[0], change[1]);
      assertThat(altered).as(change[0]).isNotEqualTo(good);
      Files.writeString(file, altered);
      assertThat(problem("core")).as(change[1]).contains("the file was altered");
    }
    for (String bad :
        new String[] {
          "", "null", "[]", "{}", good.substring(0, 200), good.replace("auto-credentials-1", "x")
        }) {
      Files.writeString(file, bad);
      assertThat(problem("core")).as(bad).contains("no credentials file");
    }
    Files.writeString(file, good.replace("65536", "2000000000"));
    assertThat(problem("core")).contains("more memory or time");
    Files.writeString(file, good + " ".repeat(5 << 20));
    assertThat(problem("core")).contains("larger than 4 MB");
  }

  @Test
  void a_change_counts_while_the_server_runs() throws Exception {
    FileCredentials source = new FileCredentials(environment::get);
    assertThat(source.resolve(CUSTOMER, "core")).isInstanceOf(Resolution.Found.class);
    Path draft = Files.writeString(folder.resolve("draft"), "no longer a credentials file");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> source.resolve(CUSTOMER, "core") instanceof Resolution.NotFound);
    Files.writeString(draft, madeByTheCli());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> source.resolve(CUSTOMER, "core") instanceof Resolution.Found);
  }

  @Test
  void a_corrected_passphrase_file_counts_while_the_server_runs() throws Exception {
    environment.remove(FileCredentials.PASSPHRASE);
    Path passphrase = Files.writeString(folder.resolve("passphrase"), "a wrong passphrase\n");
    environment.put(FileCredentials.PASSPHRASE + "_FILE", passphrase.toString());
    FileCredentials source = new FileCredentials(environment::get);
    assertThat(source.resolve(CUSTOMER, "core").toString()).contains("passphrase is another");
    Files.writeString(passphrase, PASSPHRASE + "\n");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> source.resolve(CUSTOMER, "core") instanceof Resolution.Found);
  }
}
