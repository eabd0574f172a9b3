package io.netauto.conformance.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void lines_end_in_any_of_the_devices_ways() {
    assertThat(PlainText.lines("a\r\nb\r\r\nc\nd")).containsExactly("a", "b", "c", "d");
  }

  @Test
  void what_is_written_over_is_gone() {
    assertThat(PlainText.lastLine("wrong\rright")).isEqualTo("right");
    assertThat(PlainText.lastLine("ab\b\bcd")).isEqualTo("cd");
    assertThat(PlainText.lastLine("long text\r\u001b[Kr1#")).isEqualTo("r1#");
    assertThat(PlainText.lastLine("abc\u001b[2Dxy")).isEqualTo("axy");
  }

  @Test
  void colours_titles_and_bells_leave_no_trace() {
    assertThat(PlainText.lastLine("\u001b]0;title\u0007\u001b[1mr1#\u001b[m\u0007\0 \u001b[?2004h"))
        .isEqualTo("r1# ");
  }

  @Test
  void a_pagers_eraser_is_cut_off_and_the_indent_behind_it_is_not() {
    assertThat(PlainText.withoutEraser("\r         \r  indented")).isEqualTo("  indented");
    assertThat(PlainText.withoutEraser("\b\b\b   \b\b\btext")).isEqualTo("text");
    assertThat(PlainText.withoutEraser("\u001b[16D                \u001b[16Dtext"))
        .isEqualTo("text");
    assertThat(PlainText.withoutEraser("  indented")).isEqualTo("  indented");
  }
}
