package io.netauto.driver.config;

import io.netauto.driver.platform.LimitedText;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Redacts lines as they come: each line gives one line at once, so that line numbers stay and
 * nothing waits. Not safe for use by several threads.
 *
 * <p>How it differs from {@link Redactor#redact}: every line of a private key is hidden where that
 * shows one mask for all of them, a banner's lines are like others, and a secret that spans lines
 * is hidden from the line where it opens, before it is known whether and where it closes. One that
 * does not close within {@link MaskBlocks#LONGEST} characters is no longer taken for one.
 */
public final class StreamRedactor {
  /** What may close a secret that spans lines. */
  private static final List<String> CLOSERS =
      List.of("\"", "'", "<", ">", ";", "}", ")", "]", "-----END");

  private static final int STEPS_FOR_EACH_CHARACTER = 2000;
  private static final int LEAST_STEPS = 200_000;

  private final MaskLine maskLine;
  private final List<Block> blocks;
  private Consumer<String> secrets = secret -> {};
  private State state = State.NONE;
  private int masked;
  private boolean passing;

  /** A pattern whose secret may span lines, and what may close it. */
  private record Block(Pattern pattern, List<String> closers) {
    static Block of(Pattern pattern) {
      String source = pattern.pattern();
      String group = "(?<secret>";
      String rest = source.substring(Math.max(0, source.indexOf(group) + group.length()));
      return new Block(pattern, CLOSERS.stream().filter(rest::contains).toList());
    }
  }

  /**
   * What goes over from one line to the next.
   *
   * @param key whether within a private key
   * @param block the pattern whose secret is open; -1 for none
   * @param text from the line where the secret opened
   * @param at where in the text the secret begins
   */
  public record State(boolean key, int block, String text, int at) {
    static final State NONE = new State(false, -1, "", 0);
  }

  /**
   * A line without its secrets.
   *
   * @param masked how many were replaced; 0 for a further line of a secret that spans lines
   */
  public record Line(String text, int masked) {}

  StreamRedactor(MaskLine maskLine, MaskBlocks maskBlocks) {
    this.maskLine = maskLine;
    this.blocks = maskBlocks.patterns().stream().map(Block::of).toList();
  }

  /** From now on, each text that is replaced is given to the sink. */
  public StreamRedactor tell(Consumer<String> sink) {
    secrets = sink;
    return this;
  }

  /** Where it stands between two lines; for {@link #goOn} by another of the same redactor. */
  public State state() {
    return state;
  }

  /** Whether the secret of the line before goes on. */
  public boolean isWithinSecret() {
    return state.key() || state.block() >= 0;
  }

  public void goOn(State from) {
    state = from;
  }

  /** The next line is the first of another text. */
  public void begin() {
    state = State.NONE;
  }

  /**
   * @param line without its end
   */
  public Line line(String line) {
    masked = 0;
    String text = next(line);
    return new Line(text, masked);
  }

  /** Goes past a line that nobody wants to see, which is faster than redacting it. */
  public void pass(String line) {
    passing = true;
    next(line);
    passing = false;
  }

  private String next(String line) {
    if (state.block() >= 0) {
      String inside = inBlock(line);
      if (inside != null) {
        return inside;
      }
      state = State.NONE;
    }
    if (state.key()) {
      String inside = inKey(line);
      if (inside != null) {
        return inside;
      }
      state = State.NONE;
    }
    return ordinary(line);
  }

  /** Null when the line does not belong to the key. */
  private @Nullable String inKey(String line) {
    Matcher ends = RedactedLines.KEY_ENDS.matcher(line);
    if (line.contains("-----") && ends.find()) {
      state = State.NONE;
      return hide(line.substring(0, ends.start())) + mask(line.substring(ends.start()));
    }
    return RedactedLines.IN_KEY.matcher(line).matches() ? hide(line) : null;
  }

  private String hide(String secret) {
    String text = secret.strip();
    if (text.isEmpty() || text.equals(Redactor.MASK) || text.equals("\"")) {
      return secret;
    }
    secrets.accept(text);
    return secret.substring(0, secret.indexOf(text)) + Redactor.MASK;
  }

  private String ordinary(String line) {
    if (line.contains("-----")) {
      Matcher begins = RedactedLines.KEY_BEGINS.matcher(line);
      if (begins.find()) {
        return keyBegins(line, begins.end());
      }
    }
    State opened = opened(line);
    if (opened == null) {
      return mask(line);
    }
    state = opened;
    String secret = line.substring(opened.at());
    masked += secret.isBlank() ? 0 : 1;
    return mask(line.substring(0, opened.at())) + hide(secret);
  }

  private String keyBegins(String line, int begun) {
    Matcher ends = RedactedLines.KEY_ENDS.matcher(line);
    masked++;
    if (ends.find(begun)) {
      return mask(line.substring(0, begun))
          + hide(line.substring(begun, ends.start()))
          + mask(line.substring(ends.start()));
    }
    state = new State(true, -1, "", 0);
    return mask(line.substring(0, begun)) + hide(line.substring(begun));
  }

  private String mask(String line) {
    if (passing) {
      return line;
    }
    MaskLine.Masked result = maskLine.mask(line, secrets);
    masked += result.masked();
    return result.line();
  }

  /** The secret that begins in this line and may go on in the next; null when none does. */
  private @Nullable State opened(String line) {
    State first = null;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      for (String closer : block.closers()) {
        int at = opens(block, line + "\nx" + closer, line.length(), -1);
        if (at >= 0 && (first == null || at < first.at())) {
          first = new State(false, i, line + "\n", at);
        }
      }
    }
    return first;
  }

  /**
   * Where the secret begins that the pattern finds over the place {@code over}; -1 for none.
   *
   * @param from where it has to begin; -1 for anywhere
   */
  private static int opens(Block block, String text, int over, int from) {
    Matcher matcher = matcher(block, text);
    try {
      while (matcher.find()) {
        int start = matcher.start("secret");
        if (start >= 0 && start <= over && matcher.end("secret") > over) {
          return from < 0 || start == from ? start : -1;
        }
        if (from >= 0 && start > from) {
          return -1;
        }
      }
    } catch (LimitedText.TooManySteps | StackOverflowError e) {
      return from < 0 ? 0 : from; // Hidden rather than shown.
    }
    return -1;
  }

  private static Matcher matcher(Block block, String text) {
    long most = Math.max(LEAST_STEPS, (long) text.length() * STEPS_FOR_EACH_CHARACTER);
    return block.pattern().matcher(new LimitedText(text, most));
  }

  /** The line of a secret that is open; null when it does not belong to it after all. */
  private @Nullable String inBlock(String line) {
    Block block = blocks.get(state.block());
    int lineStart = state.text().length();
    String text = state.text() + line;
    boolean first = state.text().substring(state.at()).isBlank();
    int end = closed(block, text);
    if (end >= 0) {
      state = State.NONE;
      String secret = line.substring(0, end - lineStart);
      masked += first && !secret.isBlank() ? 1 : 0;
      String rest = line.substring(end - lineStart);
      return hide(secret) + (rest.isEmpty() ? "" : ordinary(rest));
    }
    if (text.length() - state.at() > MaskBlocks.LONGEST) {
      return null;
    }
    for (String closer : block.closers()) {
      if (opens(block, text + "\nx" + closer, text.length(), state.at()) >= 0) {
        state = new State(false, state.block(), text + "\n", state.at());
        masked += first && !line.isBlank() ? 1 : 0;
        return hide(line);
      }
    }
    return null;
  }

  /** Where in the text, which ends with the newest line, the secret closed; -1 for not yet. */
  private int closed(Block block, String text) {
    Matcher matcher = matcher(block, text);
    try {
      while (matcher.find()) {
        if (matcher.start("secret") == state.at()) {
          int end = matcher.end("secret");
          return end >= state.text().length() ? end : -1;
        }
        if (matcher.start("secret") > state.at()) {
          return -1;
        }
      }
    } catch (LimitedText.TooManySteps | StackOverflowError e) {
      return -1;
    }
    return -1;
  }
}
