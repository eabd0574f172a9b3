package io.netauto.conformance.session;

import java.util.Optional;

/** Tells where two texts part. */
public final class Differences {
  private static final int LONGEST = 120;

  private Differences() {}

  /** The first line that differs, in words; empty when the texts are equal. */
  public static Optional<String> between(String expected, String actual) {
    if (expected.equals(actual)) {
      return Optional.empty();
    }
    String[] wanted = expected.split("\n", -1);
    String[] got = actual.split("\n", -1);
    int at = 0;
    while (at < wanted.length && at < got.length && wanted[at].equals(got[at])) {
      at++;
    }
    return Optional.of(
        "line %d of %d expected %s, got %s (%d lines)"
            .formatted(at + 1, wanted.length, line(wanted, at), line(got, at), got.length));
  }

  private static String line(String[] lines, int at) {
    if (at >= lines.length) {
      return "no line";
    }
    String line = lines[at].replace("\u001b", "\\e").replace("\r", "\\r").replace("\b", "\\b");
    return '"' + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line) + '"';
  }
}
