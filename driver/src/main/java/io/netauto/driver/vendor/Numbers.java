package io.netauto.driver.vendor;

/** Numbers as devices print them. */
public final class Numbers {
  private Numbers() {}

  /** A whole number, or {@code otherwise} when the text is none. */
  public static long whole(String text, long otherwise) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** A whole number that fits an {@code int}, or {@code otherwise}. */
  public static int small(String text, int otherwise) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** A number with or without fraction, or {@code otherwise} when the text is none. */
  public static double decimal(String text, double otherwise) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** The number of an AS, also when written with a dot: {@code 65101.5}. 0 when it is none. */
  public static long asNumber(String text) {
    String[] halves = text.strip().split("\\.", 2);
    return halves.length == 2
        ? (whole(halves[0], 0) << 16) + whole(halves[1], 0)
        : whole(halves[0], 0);
  }
}
