package io.netauto.server.runs;

import io.netauto.driver.Mark;
import io.netauto.driver.Transcript;
import io.netauto.driver.config.Redactor;
import io.netauto.driver.config.StreamRedactor;
import io.netauto.driver.terminal.TerminalLine;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A transcript that begins at the first entry it is fed and gives the lines of a view, without
 * their secrets where there is a mask. A line is given when it is finished: what it hides cannot be
 * told before. Not safe for use by several threads.
 */
final class Lines {
  private static final Pattern PROMPT = Pattern.compile("^[^#>$%]{1,200}[#>$%] ?");

  private final View view;
  private final Consumer<RunLine> sink;
  private final @Nullable StreamRedactor mask;
  private @Nullable Transcript transcript;
  private String command = "";

  /** Whether the lines are not wanted yet. */
  private boolean passing;

  /** Whether the line before was cut by the transcript in the middle of a secret. */
  private boolean cutInSecret;

  private MaskPlaces.@Nullable Place place;

  /**
   * @param mask null to hide nothing
   */
  Lines(View view, @Nullable Redactor mask, Consumer<RunLine> sink) {
    this.view = view;
    this.sink = sink;
    this.mask = mask == null ? null : mask.stream();
  }

  /** Begins in the middle of a command's output. */
  Lines from(MaskPlaces.@Nullable Place where) {
    if (mask != null && where != null) {
      mask.goOn(where.state());
    }
    return this;
  }

  /** The last place where another reader could start; null for none or without a mask. */
  MaskPlaces.@Nullable Place place() {
    return place;
  }

  /** Goes past an entry whose lines were seen before. */
  void pass(LogEntry entry) {
    passing = true;
    feed(entry);
    passing = false;
  }

  void feed(LogEntry entry) {
    Transcript t = transcript;
    if (t == null) {
      t = new Transcript(StandardCharsets.UTF_8, entry.state(), this::line);
      transcript = t;
    }
    if (mask != null && entry.lineStart()) {
      place = new MaskPlaces.Place(entry.seq(), mask.state());
    }
    byte[] data = entry.data();
    if (data != null) {
      t.bytes(data, 0, data.length);
    }
    Mark mark = entry.mark();
    if (mark != null) {
      t.mark(mark);
      if (mask != null && begins(mark)) {
        mask.begin();
        cutInSecret = false;
      }
      command = mark instanceof Mark.CommandSent(int index, String text) ? text : command;
    }
  }

  /** Whether what follows is another text; {@link RunReader} finds such marks in the log, too. */
  private static boolean begins(Mark mark) {
    return switch (mark) {
      case Mark.Restarted r -> true;
      case Mark.CommandSent c -> true;
      case Mark.OutputBegan o -> true;
      case Mark.OutputEnded o -> true;
      case Mark.Ready r -> false;
      case Mark.PagerAnswered p -> false;
      case Mark.PromptRedrawn p -> false;
    };
  }

  /**
   * The unfinished line; null when there is none or the view does not show it. Behind a mask only a
   * prompt is shown before its end.
   *
   * @param over whether nothing follows
   */
  @Nullable RunLine partial(boolean over) {
    Transcript.Line line = transcript == null ? null : transcript.partial();
    if (line == null || (view == View.OUTPUT && line.part() != Transcript.Part.OUTPUT)) {
      return null;
    }
    if (mask == null) {
      return runLine(line, line.text(), 0);
    }
    if (!over && line.part() != Transcript.Part.PROMPT) {
      return null;
    }
    StreamRedactor.State before = mask.state();
    RunLine masked = masked(mask, line);
    mask.goOn(before);
    return masked;
  }

  private void line(Transcript.Line line) {
    boolean shown = view == View.SESSION || line.part() == Transcript.Part.OUTPUT;
    if (mask == null) {
      if (shown) {
        sink.accept(runLine(line, line.text(), 0));
      }
    } else if (passing || !shown) {
      mask.pass(line.text());
    } else {
      sink.accept(masked(mask, line));
    }
  }

  private RunLine masked(StreamRedactor by, Transcript.Line line) {
    String text = line.text();
    int prompt = line.part() == Transcript.Part.COMMAND ? endOfPrompt(text) : 0;
    StreamRedactor.Line result = by.line(text.substring(prompt));
    String clean = text.substring(0, prompt) + result.text();
    if (cutInSecret) {
      clean = Redactor.MASK + clean.replaceFirst("^[^\\s]*", "");
    }
    cutInSecret =
        text.length() >= TerminalLine.LIMIT / 4
            && (clean.endsWith(Redactor.MASK) || by.isWithinSecret());
    return runLine(line, clean, result.masked());
  }

  private int endOfPrompt(String text) {
    if (!command.isEmpty() && text.endsWith(command)) {
      return text.length() - command.length();
    }
    Matcher prompt = PROMPT.matcher(text);
    return prompt.find() ? prompt.end() : 0;
  }

  private static RunLine runLine(Transcript.Line line, String text, int hidden) {
    return new RunLine(
        line.number(), line.part().name().toLowerCase(Locale.ROOT), line.command(), text, hidden);
  }
}
