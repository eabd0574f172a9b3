package io.netauto.server.runs;

import io.netauto.driver.Login;
import io.netauto.driver.Mark;
import io.netauto.driver.Secret;
import io.netauto.driver.SessionListener;
import io.netauto.server.inventory.Way;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The passwords that a session types, which a device may show: by an echo, or by a line of its
 * configuration. They are replaced before anything is stored. Short ones are replaced until the
 * first command only, since a password such as {@code cisco} is also a word of every output.
 */
final class SentSecrets {
  static final String MASK = "<password hidden>";

  /** Fewer characters are not looked for at all. */
  private static final int SHORTEST = 4;

  /** So many are looked for in the output of commands too. */
  private static final int LONG = 8;

  private static final byte[] MASK_BYTES = MASK.getBytes(StandardCharsets.US_ASCII);

  private final List<String> secrets;

  private SentSecrets(List<String> secrets) {
    this.secrets = secrets;
  }

  static SentSecrets of(Way.Open way) {
    return new SentSecrets(
        Stream.concat(way.through().stream().map(Way.Open.Through::login), Stream.of(way.login()))
            .flatMap(SentSecrets::of)
            .filter(secret -> secret.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  private static Stream<String> of(Login login) {
    return Stream.<@Nullable Secret>of(login.password(), login.enablePassword(), login.passphrase())
        .filter(Objects::nonNull)
        .map(secret -> Objects.requireNonNull(secret).reveal());
  }

  /** The text without them. */
  String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /** What passes the session's bytes on to the log without them. */
  SessionListener before(SessionListener log) {
    return secrets.isEmpty() ? log : new Masking(log);
  }

  /**
   * Holds back bytes that may be the beginning of a secret until it is seen whether they are, for a
   * secret may come in several reads; a mark ends the wait, since bytes and marks keep their order.
   */
  private final class Masking implements SessionListener {
    private final SessionListener log;
    private byte[][] wanted = {};

    /** Which bytes a wanted secret begins with: all others, nearly all of an output, are let by. */
    private final boolean[] firsts = new boolean[256];

    private byte[] held = new byte[0];

    Masking(SessionListener log) {
      this.log = log;
      look(SHORTEST);
    }

    private void look(int shortest) {
      wanted =
          secrets.stream()
              .filter(secret -> secret.length() >= shortest)
              .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
              .toArray(byte[][]::new);
      Arrays.fill(firsts, false);
      for (byte[] secret : wanted) {
        firsts[secret[0] & 0xff] = true;
      }
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
      byte[] all = Arrays.copyOf(held, held.length + length);
      System.arraycopy(buffer, offset, all, held.length, length);
      int from = 0;
      int at = 0;
      while (at < all.length) {
        if (!firsts[all[at] & 0xff]) {
          at++;
          continue;
        }
        byte[] whole = at(all, at);
        if (whole != null) {
          pass(all, from, at);
          log.bytes(MASK_BYTES, 0, MASK_BYTES.length);
          at += whole.length;
          from = at;
        } else if (beginsAt(all, at)) {
          break;
        } else {
          at++;
        }
      }
      pass(all, from, at);
      held = Arrays.copyOfRange(all, at, all.length);
    }

    private void pass(byte[] all, int from, int to) {
      if (to > from) {
        log.bytes(all, from, to - from);
      }
    }

    /** The secret that stands here, the longest of several; null for none. */
    private byte @Nullable [] at(byte[] all, int at) {
      for (byte[] secret : wanted) {
        if (at + secret.length <= all.length
            && Arrays.equals(all, at, at + secret.length, secret, 0, secret.length)) {
          return secret;
        }
      }
      return null;
    }

    /** Whether the bytes end within a secret that begins here. */
    private boolean beginsAt(byte[] all, int at) {
      int length = all.length - at;
      for (byte[] secret : wanted) {
        if (length < secret.length && Arrays.equals(all, at, all.length, secret, 0, length)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void mark(Mark mark) {
      pass(held, 0, held.length);
      held = new byte[0];
      if (mark instanceof Mark.CommandSent) {
        look(LONG);
      }
      log.mark(mark);
    }
  }
}
