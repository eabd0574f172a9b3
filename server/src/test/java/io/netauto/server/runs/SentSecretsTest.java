package io.netauto.server.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.Mark;
import io.netauto.driver.Secret;
import io.netauto.driver.SessionListener;
import io.netauto.driver.Target;
import io.netauto.server.inventory.Way;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentSecretsTest {
  private static final HostKeys ANY = (target, key) -> new HostKeys.Verdict.Unknown();

  private final SentSecrets sent =
      SentSecrets.of(
          new Way.Open(
              new Target("192.0.2.1", 22),
              new Login("u", Secret.of("hunter2hunter3"), null, null, Secret.of("cisco")),
              ANY,
              List.of(),
              "env:X"));

  private String heard(String text, int piece, int commandAt) {
    var out = new ByteArrayOutputStream();
    SessionListener listener = sent.before((buffer, at, length) -> out.write(buffer, at, length));
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i += piece) {
      if (i >= commandAt && i - piece < commandAt) {
        listener.mark(new Mark.CommandSent(0, "x"));
      }
      listener.bytes(bytes, i, Math.min(piece, bytes.length - i));
    }
    listener.mark(new Mark.Ready("#"));
    return out.toString(UTF_8);
  }

  @Test
  void hides_what_was_typed_however_it_is_cut() {
    String text = "Password: hunter2hunter3\r\nhunter2hunter2hunter3 huntér cisco\r\nhunter2hunt";
    for (int piece = 1; piece <= text.length(); piece++) {
      assertThat(heard(text, piece, 10_000))
          .isEqualTo(
              "Password: <password hidden>\r\nhunter2<password hidden> huntér <password hidden>"
                  + "\r\nhunter2hunt");
    }
  }

  @Test
  void a_short_password_is_a_word_like_others_in_the_output_of_commands() {
    assertThat(heard("cisco #cisco hunter2hunter3", 1, 7))
        .isEqualTo("<password hidden> #cisco <password hidden>");
  }

  @Test
  void hides_it_in_what_is_told_about_a_failure() {
    assertThat(sent.mask("last: hunter2hunter3 cisco"))
        .isEqualTo("last: <password hidden> <password hidden>");
  }
}
