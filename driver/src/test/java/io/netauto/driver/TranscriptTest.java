package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '|',
      value = {
        "plain text|plain text",
        "trailing blanks stay   |trailing blanks stay   ",
        "12345\\rab|ab345",
        "abc\\b\\bX|aXc",
        "tab\\there|tab\there",
        "bell\\a and nul\\0 vanish|bell and nul vanish",
        "\\e[1;31mred\\e[m|red",
        "\\e[?2004hbash\\e[?2004l|bash",
        "\\e]0;title\\abody|body",
        "\\e]0;title\\e\\\\body|body",
        "\\e(Bcharset|charset",
        "gone\\r\\e[Knew|new",
        "abc\\e[2Dx|axc",
        "abc\\e[3Cx|abc   x",
        "abcdef\\r\\e[2P|cdef",
        "abc\\r\\e[2@|  abc",
        "\\b\\b\\bnothing before|nothing before",
        "caf\\xc3\\xa9|café",
        "bad \\xff byte|bad \uFFFD byte",
        "cut \\xe2\\x82|cut \uFFFD",
        "euro \\xe2\\x82\\xac|euro €",
        "cut \\xe2\\x82x|cut \uFFFDx",
        "face \\xf0\\x9f\\x98\\x80|face 😀",
        "half \\xf0\\x9f\\x98\\x80\\bX|half \uFFFDX",
        "half \\xf0\\x9f\\x98\\x80\\b\\bX|half X\uFFFD",
      })
  void shows_what_a_terminal_would_show(String bytes, String text) {
    assertThat(texts(raw(bytes + "\\r\\n"))).containsExactly(text);
  }

  @Test
  void survives_the_redraw_of_an_asynchronous_log_line() {
    // FRRouting 8.4.4, terminal monitor.
    byte[] raw =
        raw(
            "r1# \\r"
                + "\\e[K\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\r"
                + "\\e[48;5;238m\\e[38;5;247m2026-11-21 ospfd: hello \\e[K\\e[m\\r"
                + "\\n"
                + "r1# \\n");
    assertThat(texts(raw)).containsExactly("2026-11-21 ospfd: hello ", "r1# ");
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '|',
      value = {
        "\\r         \\r|   indented|   indented",
        "\\0\\b\\b\\b\\b\\b          \\b\\b\\b\\b\\b\\b\\b\\b\\b\\b|   indented|   indented",
        "\\r\\e[K|text|text",
        "\\e[9D\\e[K|text|text",
        "\\b \\b\\b \\b\\b \\b|text  |text  ",
        "\\r            \\r|''|''",
        "''|''|''",
      })
  void leaves_nothing_of_a_pager(String eraser, String next, String expected) {
    List<Transcript.Line> lines = new ArrayList<>();
    Transcript transcript = transcript(lines);
    feed(transcript, raw("one\\r\\n --More-- "));
    transcript.mark(new Mark.PagerAnswered(10));
    feed(transcript, raw(eraser + next + "\\r\\nafter\\r\\n"));
    assertThat(lines).extracting(Transcript.Line::text).containsExactly("one", expected, "after");
  }

  @Test
  void tells_the_parts_of_a_session() {
    List<Transcript.Line> lines = new ArrayList<>();
    Transcript t = transcript(lines);
    feed(t, raw("Welcome\\r\\nr1# terminal length 0\\r\\nr1# "));
    t.mark(new Mark.Ready("r1# "));
    assertThat(t.partial()).isEqualTo(new Transcript.Line(3, -1, Transcript.Part.PROMPT, "r1# "));
    t.mark(new Mark.CommandSent(0, "show"));
    feed(t, raw("show\\r\\n"));
    t.mark(new Mark.OutputBegan(0));
    feed(t, raw("out\\r\\nno line endr1# "));
    t.mark(new Mark.OutputEnded(0, 4));
    feed(t, raw("\\r\\nr1# "));
    t.finish();
    assertThat(lines)
        .containsExactly(
            new Transcript.Line(1, -1, Transcript.Part.SESSION, "Welcome"),
            new Transcript.Line(2, -1, Transcript.Part.SESSION, "r1# terminal length 0"),
            new Transcript.Line(3, 0, Transcript.Part.COMMAND, "r1# show"),
            new Transcript.Line(4, 0, Transcript.Part.OUTPUT, "out"),
            new Transcript.Line(5, 0, Transcript.Part.OUTPUT, "no line end"),
            new Transcript.Line(6, -1, Transcript.Part.PROMPT, "r1# "),
            new Transcript.Line(7, -1, Transcript.Part.SESSION, "r1# "));
  }

  @Test
  void breaks_a_line_that_is_too_long_in_the_same_places_however_it_arrives() {
    byte[] raw = new byte[200_000];
    Arrays.fill(raw, (byte) 'x');
    raw[199_999] = '\n';
    List<String> whole = texts(raw);
    assertThat(whole).extracting(String::length).containsExactly(65536, 65536, 65536, 3391);
    assertThat(pieces(raw, List.of(), new Random(1), StandardCharsets.UTF_8)).isEqualTo(lines(raw));
  }

  @Test
  void gives_the_same_lines_however_the_bytes_are_cut() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      byte[] raw = noise(random);
      Charset charset = seed % 5 == 0 ? Charset.forName("GBK") : StandardCharsets.UTF_8;
      List<MarkAt> marks = marks(random, raw.length);
      List<Transcript.Line> whole = pieces(raw, marks, null, charset);
      assertThat(pieces(raw, marks, random, charset)).as("seed %d", seed).isEqualTo(whole);
      assertThat(pieces(raw, marks, new Ones(), charset)).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void decodes_a_plain_line_as_the_slow_way_does() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      byte[] raw = new byte[40];
      random.nextBytes(raw);
      for (int i = 0; i < raw.length; i++) {
        raw[i] |= (byte) (raw[i] >= 0 && raw[i] < 0x20 || raw[i] == 0x7f ? 0x80 : 0);
      }
      raw[39] = '\n';
      String slow = pieces(raw, List.of(), new Ones(), StandardCharsets.UTF_8).get(0).text();
      assertThat(texts(raw)).containsExactly(slow);
    }
  }

  @Test
  void goes_on_from_the_state_at_any_line_end() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      byte[] raw = noise(random);
      List<MarkAt> marks = marks(random, raw.length);
      List<Transcript.Line> whole = pieces(raw, marks, null, StandardCharsets.UTF_8);
      for (int cut = 0; cut < raw.length; cut++) {
        if (raw[cut] != '\n') {
          continue;
        }
        List<Transcript.Line> lines = new ArrayList<>();
        Transcript first = transcript(lines);
        play(first, raw, 0, cut + 1, marks, null);
        Transcript second = new Transcript(StandardCharsets.UTF_8, first.state(), lines::add);
        play(second, raw, cut + 1, raw.length, marks, null);
        second.finish();
        assertThat(lines).as("seed %d, cut %d", seed, cut).isEqualTo(whole);
      }
    }
  }

  private record MarkAt(int position, Mark mark) {}

  private static final class Ones extends Random {
    private static final long serialVersionUID = 1L;

    @Override
    public int nextInt(int bound) {
      return 0;
    }
  }

  private static byte[] noise(Random random) {
    String[] parts = {
      "plain line",
      "\r\n",
      "\n",
      "\r",
      "\b",
      " ",
      "   ",
      "\t",
      "\u001b[K",
      "\u001b[3D",
      "\u001b[2C",
      "\u001b[31m",
      "\u001b]0;t\u0007",
      "\u0000",
      "é€😀",
      "\u001b",
      "[",
      "x",
      "r1# ",
      "--More--"
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int n = random.nextInt(60) + 5;
    for (int i = 0; i < n; i++) {
      int which = random.nextInt(parts.length + 2);
      if (which < parts.length) {
        out.writeBytes(parts[which].getBytes(StandardCharsets.UTF_8));
      } else {
        out.write(random.nextInt(256));
      }
    }
    return out.toByteArray();
  }

  private static List<MarkAt> marks(Random random, int length) {
    List<MarkAt> marks = new ArrayList<>();
    int[] at = random.ints(5, 0, length + 1).sorted().toArray();
    marks.add(new MarkAt(at[0], new Mark.Ready("r1# ")));
    marks.add(new MarkAt(at[1], new Mark.CommandSent(0, "c")));
    marks.add(new MarkAt(at[2], new Mark.OutputBegan(0)));
    marks.add(new MarkAt(at[3], new Mark.PagerAnswered(3)));
    marks.add(new MarkAt(at[4], new Mark.OutputEnded(0, 4)));
    return marks;
  }

  private static Transcript transcript(List<Transcript.Line> lines) {
    return new Transcript(StandardCharsets.UTF_8, Transcript.State.initial(), lines::add);
  }

  private static void feed(Transcript transcript, byte[] raw) {
    transcript.bytes(raw, 0, raw.length);
  }

  private static List<String> texts(byte[] raw) {
    return lines(raw).stream().map(Transcript.Line::text).toList();
  }

  private static List<Transcript.Line> lines(byte[] raw) {
    return pieces(raw, List.of(), null, StandardCharsets.UTF_8);
  }

  private static List<Transcript.Line> pieces(
      byte[] raw, List<MarkAt> marks, Random random, Charset charset) {
    List<Transcript.Line> lines = new ArrayList<>();
    Transcript transcript = new Transcript(charset, Transcript.State.initial(), lines::add);
    play(transcript, raw, 0, raw.length, marks, random);
    transcript.finish();
    return lines;
  }

  /** Plays [from, to); marks at {@code to} are left for the next reader. */
  private static void play(
      Transcript transcript, byte[] raw, int from, int to, List<MarkAt> marks, Random random) {
    int at = from;
    while (at < to || at == raw.length) {
      int next = to;
      for (MarkAt mark : marks) {
        if (mark.position == at) {
          transcript.mark(mark.mark);
        } else if (mark.position > at) {
          next = Math.min(next, mark.position);
        }
      }
      if (at == raw.length) {
        return;
      }
      while (at < next) {
        int n = random == null ? next - at : 1 + random.nextInt(Math.min(next - at, 7));
        byte[] shifted = new byte[n + 3];
        System.arraycopy(raw, at, shifted, 2, n);
        transcript.bytes(shifted, 2, n);
        at += n;
      }
    }
  }

  static byte[] raw(String escaped) {
    return Escapes.bytes(escaped);
  }
}
