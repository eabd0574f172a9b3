package io.netauto.cli.term;

/** Makes text from elsewhere harmless for a terminal. */
public final class Printable {
  private Printable() {}

  /** The text without control characters other than the tab, and without direction overrides. */
  public static String line(String text) {
    return clean(text, false);
  }

  /** As {@link #line}, but line feeds stay. */
  public static String lines(String text) {
    return clean(text, true);
  }

  /**
   * The text with control characters written out, as {@code cat -v} does: {@code ^[} for escape.
   */
  public static String visible(String text) {
    var result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t' || !isDangerous(c)) {
                result.appendCodePoint(c);
              } else if (c < 0x20 || c == 0x7f) {
                result.append('^').append((char) (c ^ 0x40));
              } else {
                result.append("<U+%04X>".formatted(c));
              }
            });
    return result.toString();
  }

  private static String clean(String text, boolean keepLineFeeds) {
    if (text.codePoints().noneMatch(c -> c != '\t' && isDangerous(c))) {
      return text;
    }
    var result = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c == '\t' || (keepLineFeeds && c == '\n') || !isDangerous(c))
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  /** C0, DEL, C1, and the characters that turn the direction of what follows. */
  private static boolean isDangerous(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
