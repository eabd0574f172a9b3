package io.netauto.driver.session;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Mark;
import io.netauto.driver.Transcript;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cleaned output of one command, up to a limit, and the words in it that say it failed. */
final class Collected {
  private static final int EDGE = 20;
  private static final int LONGEST_ERROR = 2000;
  private static final int MOST_SEARCHED = EDGE * LONGEST_ERROR;

  private final Transcript transcript;
  private final Charset charset;
  private final int limit;
  private byte[] text = new byte[1024];
  private int length;
  private boolean whole = true;
  private boolean any;
  private long bytes;

  Collected(Charset charset, int limit) {
    this.charset = charset;
    this.limit = limit;
    this.transcript =
        new Transcript(charset, new Transcript.State(1, 0, Transcript.Part.OUTPUT), new TextSink());
  }

  /** Keeps the bytes of plain lines as they are, so that no line is made a text of its own. */
  private final class TextSink implements Transcript.Sink {
    @Override
    public void plain(
        long number, int command, Transcript.Part part, byte[] buffer, int offset, int count) {
      keep(part, buffer, offset, count);
    }

    @Override
    public void line(Transcript.Line line) {
      byte[] encoded = line.text().getBytes(charset);
      keep(line.part(), encoded, 0, encoded.length);
    }
  }

  private void keep(Transcript.Part part, byte[] buffer, int offset, int count) {
    if (part != Transcript.Part.OUTPUT || !whole) {
      return;
    }
    if (length + count + 1 > limit) {
      whole = false;
      return;
    }
    if (length + count + 1 > text.length) {
      text =
          Arrays.copyOf(
              text,
              (int)
                  Math.min(Math.max(2L * text.length, length + count + 1L), Integer.MAX_VALUE - 8));
    }
    if (any) {
      text[length++] = '\n';
    }
    any = true;
    System.arraycopy(buffer, offset, text, length, count);
    length += count;
  }

  void bytes(byte[] buffer, int offset, int count) {
    bytes += count;
    if (whole) {
      transcript.bytes(buffer, offset, count);
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

  /** Whether the first line is this text. */
  boolean beginsWith(String line) {
    byte[] bytes = line.strip().getBytes(charset);
    return length >= bytes.length
        && Arrays.equals(text, 0, bytes.length, bytes, 0, bytes.length)
        && (length == bytes.length || text[bytes.length] == '\n');
  }

  CommandResult.Output output() {
    return new CommandResult.Output(new String(text, 0, length, charset), bytes, whole);
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
    String found = find(errors, first());
    return found == null ? find(errors, last(recent)) : found;
  }

  private String first() {
    int lines = 0;
    int end = 0;
    while (end < length && end < MOST_SEARCHED && (text[end] != '\n' || ++lines < EDGE)) {
      end++;
    }
    return new String(text, 0, end, charset);
  }

  private String last(byte[] recent) {
    if (whole) {
      int lines = 0;
      int start = length;
      int least = Math.max(0, length - MOST_SEARCHED);
      while (start > least && (text[start - 1] != '\n' || ++lines < EDGE)) {
        start--;
      }
      return new String(text, start, length - start, charset);
    }
    List<String> lines = new ArrayList<>();
    Transcript end =
        new Transcript(
            charset,
            new Transcript.State(1, 0, Transcript.Part.OUTPUT),
            line -> lines.add(line.text()));
    int from = recent.length;
    for (int breaks = 0; from > 0 && breaks <= EDGE; from--) {
      breaks += recent[from - 1] == '\n' ? 1 : 0;
    }
    end.bytes(recent, from, recent.length - from);
    return String.join(
        "\n",
        lines.subList(Math.max(Math.min(1, lines.size()), lines.size() - EDGE), lines.size()));
  }

  /** The first line that an error pattern finds; one with words before one with a mere caret. */
  private static @Nullable String find(List<Pattern> errors, String text) {
    List<Matcher> matchers = new ArrayList<>(errors.size());
    for (Pattern error : errors) {
      matchers.add(error.matcher(text));
    }
    String wordless = null;
    int start = 0;
    while (start < text.length()) {
      int lf = text.indexOf('\n', start);
      int end = lf < 0 ? text.length() : lf;
      if (end - start <= LONGEST_ERROR && anyFinds(matchers, start, end)) {
        String line = text.substring(start, end).strip();
        if (line.chars().anyMatch(Character::isLetter)) {
          return line;
        }
        wordless = wordless == null ? line : wordless;
      }
      start = end + 1;
    }
    return wordless;
  }

  private static boolean anyFinds(List<Matcher> matchers, int start, int end) {
    for (Matcher matcher : matchers) {
      if (matcher.region(start, end).find()) {
        return true;
      }
    }
    return false;
  }
}
