package io.netauto.driver.session;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Mark;
import io.netauto.driver.Transcript;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cleaned output of one command, up to a limit, and the words in it that say it failed. */
final class Collected {
  private static final int EDGE = 20;

  private final Transcript transcript;
  private final StringBuilder text = new StringBuilder();
  private final List<String> first = new ArrayList<>();
  private final Charset charset;
  private final int limit;
  private boolean whole = true;
  private boolean any;
  private long bytes;

  Collected(Charset charset, int limit) {
    this.charset = charset;
    this.limit = limit;
    this.transcript =
        new Transcript(charset, new Transcript.State(1, 0, Transcript.Part.OUTPUT), this::keep);
  }

  private void keep(Transcript.Line line) {
    if (line.part() != Transcript.Part.OUTPUT || !whole) {
      return;
    }
    if (first.size() < EDGE) {
      first.add(line.text());
    }
    if (text.length() + line.text().length() + 1 > limit) {
      whole = false;
      return;
    }
    if (any) {
      text.append('\n');
    }
    any = true;
    text.append(line.text());
  }

  void bytes(byte[] buffer, int offset, int length) {
    bytes += length;
    if (whole) {
      transcript.bytes(buffer, offset, length);
    }
  }

  void mark(Mark mark) {
    if (whole) {
      transcript.mark(mark);
    }
    if (mark instanceof Mark.OutputEnded(int index, int promptBytes)) {
      bytes -= promptBytes;
    }
  }

  /** Takes in the unfinished line of an output that did not end. */
  void breakOff() {
    if (whole) {
      transcript.finish();
    }
  }

  CommandResult.Output output() {
    return new CommandResult.Output(text.toString(), bytes, whole);
  }

  /**
   * The line at the beginning or end of the output that matches one of the patterns.
   *
   * @param recent the last raw bytes of the output
   */
  @Nullable String errorLine(List<Pattern> errors, byte[] recent) {
    if (errors.isEmpty()) {
      return null;
    }
    String found = find(errors, first);
    return found == null ? find(errors, last(recent)) : found;
  }

  private List<String> last(byte[] recent) {
    List<String> lines = new ArrayList<>();
    if (whole) {
      int end = text.length();
      while (lines.size() < EDGE && end > 0) {
        int start = text.lastIndexOf("\n", end - 1) + 1;
        lines.add(text.substring(start, end));
        end = start - 1;
      }
      return lines;
    }
    Transcript end =
        new Transcript(
            charset,
            new Transcript.State(1, 0, Transcript.Part.OUTPUT),
            line -> lines.add(line.text()));
    end.bytes(recent, 0, recent.length);
    return lines.subList(Math.max(Math.min(1, lines.size()), lines.size() - EDGE), lines.size());
  }

  /** The first line that an error pattern finds; one with words before one with a mere caret. */
  private static @Nullable String find(List<Pattern> errors, List<String> lines) {
    String wordless = null;
    for (String line : lines) {
      if (line.length() <= 2000 && errors.stream().anyMatch(error -> error.matcher(line).find())) {
        if (line.chars().anyMatch(Character::isLetter)) {
          return line.strip();
        }
        wordless = wordless == null ? line.strip() : wordless;
      }
    }
    return wordless;
  }
}
