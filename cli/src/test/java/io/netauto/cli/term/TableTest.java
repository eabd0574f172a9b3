package io.netauto.cli.term;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columns_line_up_without_blanks_at_the_end() {
    var table = new Table("ID", "NAME", "NOTE").row("1", "a", "").row("22", "bcdefg", "x");
    assertThat(table.render(0, false)).isEqualTo("ID  NAME    NOTE\n1   a\n22  bcdefg  x\n");
  }

  @Test
  void what_does_not_fit_is_shortened_from_the_widest() {
    var table = new Table("ID", "EMPTY", "NAME").row("1", "", "abcdefghijkl");
    assertThat(table.render(12, false)).isEqualTo("ID  NAME\n1   abcdefg…\n");
  }

  @Test
  void cells_cannot_steer_the_terminal() {
    assertThat(new Table("A").row("x\u001b[2J\ny").render(0, false)).isEqualTo("A\nx[2Jy\n");
    assertThat(Printable.visible("a\u001b[2J\u009bé\u202e\n"))
        .isEqualTo("a^[[2J<U+009B>é<U+202E>\n");
  }
}
