package io.netauto.driver.getters.text;

/** Numbers of autonomous systems. */
public final class AsNumber {
  private AsNumber() {}

  /**
   * The number of {@code 65001}, or of {@code 1.10} (RFC 5396).
   *
   * @throws NumberFormatException when this is neither
   */
  public static long parse(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? Long.parseLong(text)
        : (Long.parseLong(text.substring(0, dot)) << 16) + Long.parseLong(text.substring(dot + 1));
  }
}
