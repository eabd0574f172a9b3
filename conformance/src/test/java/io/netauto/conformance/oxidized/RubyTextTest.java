package io.netauto.conformance.oxidized;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RubyTextTest {

  @Test
  void escapes_become_what_they_mean() {
    assertThat(RubyText.unescape("a\\r\\n\\t\\e[K\\b\\a\\0\\\\ \\\"q\\\""))
        .isEqualTo("a\r\n\t\u001b[K\b\u0007\0\\ \"q\"");
  }

  @Test
  void bytes_are_read_as_utf_8() {
    assertThat(RubyText.unescape("gr\\xc3\\xbcn\\x20\\u2014")).isEqualTo("grün —");
  }

  @Test
  void what_is_no_escape_stays() {
    assertThat(RubyText.unescape("\\   ^__^ \\_ \\")).isEqualTo("\\   ^__^ \\_ \\");
  }
}
