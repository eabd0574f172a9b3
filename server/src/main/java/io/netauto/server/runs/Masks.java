package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.driver.config.StreamRedactor;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What hides the secrets in output from those who may not see them. Thread-safe. */
@Component
class Masks {
  /** The driver keeps so many characters of the last words. */
  private static final int LAST_WORDS = 500;

  private static final Redactor COMMON = Redactor.common();

  private final Platforms platforms;
  private final Map<String, Made> made = new ConcurrentHashMap<>();

  private record Made(@Nullable Platform from, Redactor redactor) {}

  Masks(Platforms platforms) {
    this.platforms = platforms;
  }

  /** Null for who may see all. */
  @Nullable Redactor of(Actor actor, String platform) {
    return actor.may(Permission.SECRETS_READ) ? null : of(platform);
  }

  private Redactor of(String platform) {
    Platform now = platforms.find(platform).orElse(null);
    return made.compute(
            platform,
            (id, before) ->
                before != null && before.from() == now
                    ? before
                    : new Made(now, now == null ? Redactor.common() : Redactor.of(now)))
        .redactor();
  }

  /** The run as the actor may see it. */
  Run seenBy(Actor actor, Run run) {
    Redactor mask = of(actor, run.device().platform());
    Run.Cause cause = run.cause();
    return mask == null || cause == null ? run : run.because(masked(mask, cause));
  }

  private static Run.Cause masked(Redactor mask, Run.Cause cause) {
    return new Run.Cause(
        cause.code(),
        words(mask, cause.summary()),
        words(mask, cause.expected()),
        lastWords(mask, cause.lastBytes()),
        cause.advice(),
        cause.jumpHost());
  }

  /** A sentence that may quote a device. */
  static String words(Redactor mask, String sentence) {
    return sentence.isEmpty() ? sentence : anywhere(mask.redact(sentence).text());
  }

  /**
   * The last words of a device. They may begin within a secret: what stands before the first line
   * end is not shown then, nor what may be of a key.
   */
  static String lastWords(Redactor mask, String text) {
    if (text.isEmpty()) {
      return text;
    }
    boolean cut = text.length() >= LAST_WORDS - 1;
    StreamRedactor stream = mask.stream();
    List<String> lines = new ArrayList<>();
    for (String line : lines(text)) {
      if (cut && (lines.isEmpty() || mayBeOfKey(line))) {
        lines.add(lines.isEmpty() ? "…" : Redactor.MASK);
      } else {
        cut = false;
        lines.add(anywhere(stream.line(line).text()));
      }
    }
    return String.join("\\n", lines);
  }

  /** A platform's patterns know whole lines; behind a prompt or a quote, common words are known. */
  private static String anywhere(String text) {
    return COMMON.redact(text).text();
  }

  private static boolean mayBeOfKey(String line) {
    return line.strip().matches("[A-Za-z0-9+/=: ]{16,}");
  }

  /** Without what ends them. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (next == 'n') {
        lines.add(line.toString());
        line.setLength(0);
        i++;
      } else if (next == 'r') {
        i++;
      } else {
        line.append(c);
        if (next != 0) {
          line.append(next);
          i++;
        }
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
