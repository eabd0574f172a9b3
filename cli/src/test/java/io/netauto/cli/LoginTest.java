package io.netauto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
  static final TestCertificate CERTIFICATE = TestCertificate.create();

  @TempDir Path home;
  Shell shell;
  Path config;

  @BeforeEach
  void setUp() {
    shell = new Shell(home);
    config = home.resolve(".config/netauto/config.yaml");
  }

  static ContractServer server(TestCertificate certificate, int port) throws Exception {
    return ContractServer.tls(certificate, port)
        .on(
            "POST /auth/token",
            ContractServer.json(
                201,
                "{'apiKey':'na_abc_verysecret','id':7,'prefix':'abc','name':'x',"
                    + "'user':{'username':'anna','role':'ADMIN'}}"))
        .on(
            "GET /auth/me",
            ContractServer.json(
                200,
                "{'username':'anna','role':'ADMIN','superuser':false,"
                    + "'customer':{'id':1,'name':'Default'},'permissions':['devices:read']}"))
        .on(
            "GET /api-keys",
            ContractServer.json(
                200,
                "{'items':[{'id':6,'prefix':'zzz'},{'id':7,'prefix':'abc'}],'next':null,'total':2}"))
        .on("DELETE /api-keys/7", ContractServer.json(204, ""));
  }

  @Test
  void asks_to_trust_an_unknown_certificate_once_and_pins_it() throws Exception {
    try (var server = server(CERTIFICATE, 0)) {
      shell.atTerminal().answers("yes", "anna", "hunter2");
      var login = shell.run("login", server.url());
      assertThat(login.err()).contains(CERTIFICATE.fingerprint().toString());
      assertThat(login.exitCode()).isZero();
      assertThat(login.out()).contains("Logged in").doesNotContain("secret", "hunter2");
      assertThat(server.askedFor("POST /auth/token").getFirst().body())
          .contains("\"username\":\"anna\"", "\"password\":\"hunter2\"");

      assertThat(config).content().contains("na_abc_verysecret", "SHA256:", server.url());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config.getParent())))
          .isEqualTo("rwx------");
      try (var files = Files.list(config.getParent())) {
        assertThat(files).containsExactly(config);
      }

      var whoami = shell.run("whoami");
      assertThat(whoami.exitCode()).isZero();
      assertThat(whoami.out()).contains("anna", "devices:read");
      assertThat(server.asked.getLast().headers())
          .containsEntry("Authorization", "Bearer na_abc_verysecret");
    }
  }

  @Test
  void sends_nothing_when_the_certificate_is_not_trusted() throws Exception {
    try (var server = server(CERTIFICATE, 0)) {
      shell.atTerminal().answers("no");
      assertThat(shell.run("login", server.url()).exitCode()).isEqualTo(130);
      assertThat(server.asked).isEmpty();
      assertThat(config).doesNotExist();
    }
  }

  @Test
  void a_script_gives_the_fingerprint_and_the_password_on_standard_input() throws Exception {
    try (var server = server(CERTIFICATE, 0)) {
      shell.input("hunter2\n");
      String[] login = {"login", server.url(), "--username", "anna", "--password-stdin"};
      var refused = shell.run(login);
      assertThat(refused.exitCode()).isEqualTo(5);
      assertThat(refused.err()).contains(CERTIFICATE.fingerprint().toString(), "--fingerprint");

      var wrong = shell.run(with(login, "--fingerprint", "SHA256:" + "00".repeat(32)));
      assertThat(wrong.exitCode()).isEqualTo(5);
      assertThat(server.asked).isEmpty();

      var hex = "SHA256:" + CERTIFICATE.fingerprint().hex();
      assertThat(shell.run(with(login, "--fingerprint", hex)).exitCode()).isZero();
      assertThat(server.asked.getLast().body()).contains("\"password\":\"hunter2\"");
    }
  }

  private static ContractServer serverWithSecondFactor() throws Exception {
    var right = server(CERTIFICATE, 0);
    return right.on(
        "POST /auth/token",
        exchange -> {
          String body = right.asked.getLast().body();
          String code =
              body.contains("\"totp\":\"123456\"")
                  ? ""
                  : body.contains("totp") ? "second_factor_refused" : "second_factor_needed";
          (code.isEmpty()
                  ? ContractServer.json(201, "{'apiKey':'na_abc','user':{'username':'anna'}}")
                  : ContractServer.json(401, "{'code':'" + code + "','detail':'Not this code.'}"))
              .to(exchange);
        });
  }

  @Test
  void asks_for_the_second_factor_where_there_is_one() throws Exception {
    try (var server = serverWithSecondFactor()) {
      shell.atTerminal().answers("yes", "anna", "hunter2", "123456");
      var login = shell.run("login", server.url());
      assertThat(login.exitCode()).as(login.err()).isZero();
      assertThat(config).content().contains("na_abc");
      assertThat(login.out() + login.err()).doesNotContain("123456");
    }
  }

  @Test
  void a_script_gives_the_second_factor_as_an_option() throws Exception {
    try (var server = serverWithSecondFactor()) {
      String[] login = {"login", server.url(), "--username=anna", "--password-stdin", "--trust"};
      var without = shell.input("pw").run(login);
      assertThat(without.exitCode()).isEqualTo(3);
      assertThat(without.err()).contains("--totp CODE");
      var wrong = shell.input("pw").run(with(login, "--totp", "000000"));
      assertThat(wrong.exitCode()).isEqualTo(3);
      assertThat(wrong.err()).contains("Not this code.");
      assertThat(config).doesNotExist();
      assertThat(shell.input("pw").run(with(login, "--totp", "123456")).exitCode()).isZero();
    }
  }

  private static String[] with(String[] args, String... more) {
    var all = new ArrayList<>(List.of(args));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void stops_when_the_pinned_certificate_changed() throws Exception {
    int port;
    String[] login = {"login", "", "--username", "anna", "--password-stdin", "--trust"};
    try (var server = server(CERTIFICATE, 0)) {
      port = server.port();
      login[1] = server.url();
      assertThat(shell.input("pw").run(login).exitCode()).isZero();
    }
    var other = TestCertificate.create();
    try (var server = server(other, port)) {
      var whoami = shell.run("whoami");
      assertThat(whoami.exitCode()).isEqualTo(5);
      assertThat(whoami.err())
          .contains("has changed", other.fingerprint().toString(), "--fingerprint")
          .contains(CERTIFICATE.fingerprint().toString())
          .doesNotContain("\tat ");
      // Even --trust does not replace a pin.
      assertThat(shell.input("pw").run(login).exitCode()).isEqualTo(5);
      assertThat(server.asked).isEmpty();
      login[5] = "--fingerprint=" + other.fingerprint();
      assertThat(shell.input("pw").run(login).exitCode()).isZero();
      assertThat(shell.run("whoami").exitCode()).isZero();
    }
  }

  @Test
  void logout_revokes_the_key_and_forgets_it() throws Exception {
    try (var server = server(CERTIFICATE, 0)) {
      shell
          .input("pw")
          .run("login", server.url(), "--username=anna", "--password-stdin", "--trust");
      assertThat(shell.run("logout").exitCode()).isZero();
      assertThat(server.askedFor("DELETE"))
          .hasSize(1)
          .first()
          .extracting("line")
          .isEqualTo("DELETE /api-keys/7");
      assertThat(config).doesNotExist();
      var whoami = shell.run("whoami");
      assertThat(whoami.exitCode()).isEqualTo(3);
      assertThat(whoami.err()).contains("netauto login");
    }
  }

  @Test
  void never_sends_a_password_in_clear_to_another_machine() {
    var login = shell.run("login", "http://192.0.2.1:8080", "--username=a", "--password-stdin");
    assertThat(login.exitCode()).isEqualTo(2);
    assertThat(login.err()).contains("https://192.0.2.1:8080");
  }

  @Test
  void a_key_of_the_file_does_not_go_to_another_address() throws Exception {
    try (var server = server(CERTIFICATE, 0);
        var other = ContractServer.plain()) {
      shell
          .input("pw")
          .run("login", server.url(), "--username=anna", "--password-stdin", "--trust");
      shell.env.put("NETAUTO_URL", other.url());
      assertThat(shell.run("whoami").exitCode()).isEqualTo(3);
      assertThat(other.asked).isEmpty();
    }
  }

  @Test
  void uses_what_a_server_on_this_machine_wrote_when_there_is_no_login() throws Exception {
    try (var server = server(CERTIFICATE, 0)) {
      Path written = home.resolve("repository/data/demo/cli.yaml");
      Files.createDirectories(written.getParent());
      Files.writeString(
          written,
          "url: %s\napiKey: na_demo\nfingerprint: %s\n"
              .formatted(server.url(), CERTIFICATE.fingerprint()));
      assertThat(shell.run("whoami").exitCode()).isZero();
      assertThat(server.asked.getLast().headers()).containsEntry("Authorization", "Bearer na_demo");
    }
  }

  @Test
  void a_broken_file_is_told_without_its_content() throws Exception {
    Files.createDirectories(config.getParent());
    Files.writeString(config, "url: https://x\napikey: na_secret\n");
    var unknown = shell.run("whoami");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("unknown key 'apikey'").doesNotContain("na_secret");
    Files.writeString(config, "url: [https://x\napiKey: na_secret\n");
    var invalid = shell.run("whoami");
    assertThat(invalid.exitCode()).isEqualTo(2);
    assertThat(invalid.err()).contains("not valid YAML").doesNotContain("na_secret");
  }
}
