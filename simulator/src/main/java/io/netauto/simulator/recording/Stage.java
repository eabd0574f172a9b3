package io.netauto.simulator.recording;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Stands between a recorded device and its channel, and does to each answer what the chaos says.
 * What is random in an answer depends on the seed, the typed text and how often it was typed
 * before, so that an empty line more or less changes nothing else. One for each connection.
 */
final class Stage {
  private static final int MOST_LOG_LINES = 3;
  private static final int SHORTEST_WRAPPED = 20;
  private static final int SHORTEST_SCROLLED = 40;
  private static final List<String> LINE_ENDS = List.of("\r\n", "\r\r\n", "\n", "\n\r");
  private static final List<String> NOISE =
      List.of("\u0007", "\0", "\u001b[m", "\u001b[0m", "\u001b[1m", "\u001b[?7h", "\u001b[32m");

  private final Chaos chaos;
  private final Scenery scenery;
  private final Consumer<String> injected;
  private final long seed;
  private final String lineEnd;
  private final boolean colouredPrompt;
  private final Map<String, Integer> times = new HashMap<>();
  private String prompt = "";
  private boolean prompted;
  private int logged;

  /**
   * @param device tells the device's connections from those of others
   * @param injected told each log line that was put in
   */
  Stage(Chaos chaos, Scenery scenery, String device, Consumer<String> injected) {
    this.chaos = chaos;
    this.scenery = scenery;
    this.injected = injected;
    this.seed = chaos.seed() * 1_000_003L + device.hashCode();
    Random random = new Random(seed);
    this.lineEnd =
        random.nextDouble() < chaos.lineEnds()
            ? LINE_ENDS.get(random.nextInt(LINE_ENDS.size()))
            : "";
    this.colouredPrompt = random.nextDouble() < chaos.noise() * 4;
  }

  List<Act> greeting(Reply greeting) {
    Random random = random("\0");
    Script script = new Script(chaos, random, lineEnd);
    if (!scenery.banner().isEmpty() && random.nextDouble() < chaos.banner()) {
      for (String line : scenery.banner()) {
        line(script, random, line, "\r\n");
      }
    }
    play(script, random, greeting);
    return script.acts();
  }

  /** The answer to a typed line or key. */
  List<Act> answer(String typed, Reply reply) {
    Random random = random(typed);
    Script script = new Script(chaos, random, lineEnd);
    // Only the line behind a prompt is drawn by a line editor.
    script.text(prompted ? wrapped(random, reply.echo()) : reply.echo());
    play(script, random, reply);
    return script.acts();
  }

  private Random random(String typed) {
    int time = times.merge(typed, 1, Integer::sum);
    return new Random((seed * 31 + typed.hashCode()) * 31 + time);
  }

  private void play(Script script, Random random, Reply reply) {
    String text = reply.text();
    int tailAt = text.lastIndexOf('\n') + 1;
    String tail = text.substring(tailAt);
    boolean atPrompt = scenery.prompt().test(tail);
    prompted = atPrompt;
    boolean mayPage = atPrompt && !scenery.pagers().isEmpty() && text.indexOf('\n') < tailAt - 1;
    int pageAt = mayPage && random.nextDouble() < chaos.pages() ? random.nextInt(8) : -1;
    boolean pageAtEnd = mayPage && random.nextDouble() < chaos.pages();
    int lines = 0;
    int logLines = 0;
    for (Reply.Part part : reply.parts()) {
      script.pause(part.shortWait());
      for (Line line : linesOf(part.text())) {
        if (line.end().isEmpty()) {
          script.text(line.text().equals(tail) && atPrompt ? "" : line.text());
          continue;
        }
        if (lines > 0 && logLines < MOST_LOG_LINES && happens(random, chaos.logLines())) {
          logLines++;
          script.text(logLine() + "\r\n");
        }
        if (lines == pageAt && lines > 0) {
          page(script, random);
        }
        line(script, random, line.text(), line.end());
        lines++;
      }
    }
    if (atPrompt) {
      if (pageAtEnd) {
        page(script, random);
      }
      prompt = tail;
      script.text(decorated(tail));
      if (!reply.closes() && happens(random, chaos.logLines() * 2)) {
        logBehindPrompt(script, random, tail);
      }
    }
  }

  private boolean happens(Random random, double chance) {
    return random.nextDouble() < chance;
  }

  private void line(Script script, Random random, String text, String end) {
    boolean likeness = scenery.likeness().test(text);
    String drawn = happens(random, chaos.noise()) ? noisy(random, text) : text;
    script.text(drawn);
    if (likeness && happens(random, Math.min(1, chaos.pauses() * 10))) {
      script.pause(Script.longPause(random));
    }
    script.text(end);
  }

  /** Noise at an edge of the line, or within it when no escape sequence can be hit. */
  private static String noisy(Random random, String text) {
    String noise = NOISE.get(random.nextInt(NOISE.size()));
    boolean plain = text.chars().noneMatch(c -> c < ' ' || c > '~');
    int at = plain ? random.nextInt(text.length() + 1) : 0;
    return text.substring(0, at) + noise + text.substring(at);
  }

  private void page(Script script, Random random) {
    String pager = scenery.pagers().get(random.nextInt(scenery.pagers().size()));
    int width = pager.length();
    String blanks = " ".repeat(width);
    String back = "\b".repeat(width);
    String eraser =
        switch (random.nextInt(4)) {
          case 0 -> "\r" + blanks + "\r";
          case 1 -> back + blanks + back;
          case 2 -> "\r\u001b[K";
          default -> "\u001b[" + width + "D" + blanks + "\u001b[" + width + "D";
        };
    script.text(pager).awaitKey().text(eraser);
  }

  private void logBehindPrompt(Script script, Random random, String tail) {
    if (random.nextBoolean()) {
      script.pause(Duration.ofMillis(random.nextInt(60)));
    }
    script.text("\r\n" + logLine() + "\r\n");
    if (random.nextBoolean()) {
      script.text(decorated(tail));
    }
  }

  private String logLine() {
    if (scenery.logLines().isEmpty()) {
      return "";
    }
    int number = ++logged;
    String line =
        scenery.logLines().get(number % scenery.logLines().size()) + " (message " + number + ")";
    injected.accept(line);
    return line;
  }

  private String decorated(String tail) {
    return colouredPrompt ? "\u001b[1m" + tail + "\u001b[m" : tail;
  }

  /** A long echo as line editors draw it: wrapped, or scrolled behind the prompt. */
  private String wrapped(Random random, String echo) {
    String typed = echo.stripTrailing();
    if (typed.length() < SHORTEST_WRAPPED || !happens(random, chaos.wraps())) {
      return echo;
    }
    int at = 8 + random.nextInt(typed.length() - 12);
    String rest = typed.substring(at);
    String drawn =
        switch (random.nextInt(typed.length() < SHORTEST_SCROLLED ? 2 : 3)) {
          case 0 -> typed.substring(0, at) + " \r" + rest;
          case 1 -> typed.substring(0, at) + "\r" + rest;
          default -> {
            int blanks = Math.max(0, at - 1);
            yield typed + "\r" + prompt + "$" + rest + " ".repeat(blanks) + "\b".repeat(blanks);
          }
        };
    return drawn + echo.substring(typed.length());
  }

  private record Line(String text, String end) {}

  private static List<Line> linesOf(String text) {
    List<Line> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int feed = text.indexOf('\n', at);
      int next = feed < 0 ? text.length() : feed + 1;
      int end = feed < 0 ? text.length() : feed;
      while (feed >= 0 && end > at && text.charAt(end - 1) == '\r') {
        end--;
      }
      lines.add(new Line(text.substring(at, end), text.substring(end, next)));
      at = next;
    }
    return lines;
  }
}
