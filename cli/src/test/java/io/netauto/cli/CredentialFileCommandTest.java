package io.netauto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.cli.Shell.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a server: none is ever asked. */
class CredentialFileCommandTest {
  private static final String PASSPHRASE = "correct horse battery";
  private static final String VARIABLE = "NET_AUTO_CREDENTIALS_PASSPHRASE";

  @TempDir Path home;
  Path file;
  Shell shell;

  @BeforeEach
  void setUp() {
    file = home.resolve("credentials.json");
    shell = new Shell(home);
    shell.env.put(VARIABLE, PASSPHRASE);
  }

  private Result run(String command, String... more) {
    var args =
        Stream.concat(Stream.of("credential", "file", command, file.toString()), Stream.of(more));
    return shell.run(args.toArray(String[]::new));
  }

  private Result set(String name, String parts) {
    return shell.input(parts).run("credential", "file", "set", file.toString(), name, "--stdin");
  }

  @Test
  void makes_a_file_puts_credentials_in_changes_and_removes_them() throws Exception {
    assertThat(run("init").exitCode()).isZero();
    assertThat(set("core", "{\"username\":\"u\",\"password\":\"s3cret-word\"}").exitCode())
        .isZero();
    assertThat(set("a.edge", "{\"password\":\"other-word\"}").out()).contains("file:a.edge");
    shell.input("{\"enablePassword\":\"en-word\",\"username\":\"\"}");
    assertThat(run("edit", "core", "--stdin").exitCode()).isZero();
    Result listed = run("list");
    assertThat(listed.out())
        .containsPattern("core +password, enablePassword")
        .doesNotContain("username", "-word");
    assertThat(run("show-names").out()).isEqualTo("a.edge\ncore\n");
    assertThat(run("list", "--output", "json").out()).contains("\"total\" : 2");
    assertThat(run("remove", "core", "--yes").exitCode()).isZero();
    assertThat(run("show-names").out()).isEqualTo("a.edge\n");
    assertThat(run("remove", "core", "--yes").exitCode()).isEqualTo(4);
    assertThat(run("edit", "core", "--username", "x").exitCode()).isEqualTo(4);
    assertThat(Files.readString(file)).doesNotContain("core", "edge", "word");
  }

  @Test
  void asks_a_person_for_passphrase_and_password() {
    shell.env.remove(VARIABLE);
    shell.atTerminal().answers(PASSPHRASE, PASSPHRASE);
    assertThat(run("init").exitCode()).isZero();
    shell.answers(PASSPHRASE, "typed-word");
    assertThat(run("set", "core", "--username", "netops").exitCode()).isZero();
    shell.answers(PASSPHRASE);
    assertThat(run("list").out()).containsPattern("core +username, password");
    shell.answers("another passphrase");
    Result wrong = run("list");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("its passphrase is another one, or the file was altered");
  }

  @Test
  void refuses_two_passphrases_that_differ_and_short_ones() {
    shell.env.remove(VARIABLE);
    shell.atTerminal().answers(PASSPHRASE, PASSPHRASE + "x");
    assertThat(run("init").err()).contains("differ");
    shell.answers("short", "short");
    assertThat(run("init").err()).contains("12 characters");
    assertThat(file).doesNotExist();
  }

  @Test
  void takes_the_passphrase_from_a_file_and_the_key_from_another() throws Exception {
    shell.env.remove(VARIABLE);
    Path passphrase = Files.writeString(home.resolve("passphrase"), PASSPHRASE + "\n");
    shell.env.put(VARIABLE + "_FILE", passphrase.toString());
    Path key = Files.writeString(home.resolve("key"), "-----BEGIN KEY-----\nabc\n");
    assertThat(run("init").exitCode()).isZero();
    assertThat(run("set", "core", "--private-key", key.toString()).exitCode()).isZero();
    assertThat(run("list").out()).containsPattern("core +privateKey");
    shell.env.put(VARIABLE + "_FILE", home.resolve("gone").toString());
    assertThat(run("list").err()).contains("_FILE", "cannot be read");
    shell.env.remove(VARIABLE + "_FILE");
    assertThat(run("list").err()).contains("Nobody can be asked", VARIABLE);
  }

  @Test
  void only_its_owner_can_read_it_and_nothing_is_left_beside_it() throws Exception {
    run("init");
    assertThat(set("core", "{\"password\":\"p\"}").exitCode()).isZero();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Path link = Files.createSymbolicLink(home.resolve("link"), file);
    Path real = file;
    file = link;
    assertThat(set("core", "{\"password\":\"q\"}").out()).contains("Replaced");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-------");
    try (var files = Files.list(home)) {
      assertThat(files.map(Path::getFileName).map(Path::toString).toList())
          .containsExactlyInAnyOrder("credentials.json", "link");
    }
  }

  @Test
  void refuses_what_no_login_can_use_and_does_not_repeat_it() throws Exception {
    run("init");
    String before = Files.readString(file);
    for (String parts :
        List.of(
            "{\"username\":\"s3cret\"}",
            "{\"password\":\"s3cret\\nline\"}",
            "{\"pasword\":\"s3cret\"}",
            "{\"password\":{\"x\":\"s3cret\"}}",
            "{\"password\":\"s3cret\"",
            "[\"s3cret\"]",
            "{}")) {
      Result result = set("core", parts);
      assertThat(result.exitCode()).as(parts).isEqualTo(2);
      assertThat(result.out() + result.err()).doesNotContain("s3cret");
    }
    assertThat(set("no name", "{\"password\":\"p\"}").exitCode()).isEqualTo(2);
    assertThat(run("init").err()).contains("is there already");
    assertThat(Files.readString(file)).isEqualTo(before);
    file = home.resolve("gone");
    assertThat(run("list").exitCode()).isEqualTo(4);
  }

  @Test
  void every_byte_that_is_altered_is_noticed() throws Exception {
    run("init");
    set("core", "{\"password\":\"p\"}");
    String good = Files.readString(file);
    for (String[] change :
        new String[][] {
          {"\"memory\" : 65536", "\"memory\" : 65528"},
          {"\"iterations\" : 3", "\"iterations\" : 2"},
          {"\"memory\" : 65536", "\"memory\" : 2000000000"},
          {"netauto-credentials-1", "netauto-credentials-2"},
          {"=\"", "\""},
          {"{", ""}
        }) {
      String altered = good.replace(change[0], change[1]);
      assertThat(altered).as(change[0]).isNotEqualTo(good);
      Files.writeString(file, altered);
      assertThat(run("list").exitCode()).as(change[1]).isEqualTo(1);
    }
    Files.writeString(file, good);
    assertThat(run("show-names").out()).isEqualTo("core\n");
  }

  /** The server's test reads the same file, which these commands made. */
  @Test
  void opens_the_file_that_the_servers_test_opens_too() {
    file = Path.of("../server/src/test/resources/credentials/made-by-the-cli.json");
    assertThat(run("list").out())
        .containsPattern("core +username, password, enablePassword")
        .containsPattern("edge +username, privateKey, passphrase");
  }
}
