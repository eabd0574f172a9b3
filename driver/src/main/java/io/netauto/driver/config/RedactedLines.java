package io.netauto.driver.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts lines as they come, in order, by one thread. What spans lines is known here: of a private
 * key the first and last line stay; a banner stays as it is, and is held back until its end is
 * seen, at most 300 lines of it. A line is given with or without its end, and goes out likewise.
 */
public final class RedactedLines {
  private static final int LONGEST_BANNER = 300;

  static final Pattern KEY_BEGINS =
      Pattern.compile("-----BEGIN (?:[A-Z0-9 ]{0,40} )?PRIVATE KEY(?: BLOCK)?-----");
  static final Pattern KEY_ENDS =
      Pattern.compile("-----END (?:[A-Z0-9 ]{0,40} )?PRIVATE KEY(?: BLOCK)?-----");

  /** Base64, hexadecimal numbers, headers, or what a redaction left. */
  static final Pattern IN_KEY =
      Pattern.compile(
          "\\s*+(?:[\"']?[A-Za-z0-9+/=]*+[\"',;\\\\n]*+|(?:[0-9A-Fa-f]{2,8}[: ]?)*+"
              + "|[A-Za-z-]{1,30}: .*+|<secret hidden>)\\s*+");

  /**
   * A delimiter of one character that is no letter, or written as {@code ^C}; on EOS there is none.
   * After a letter, which IOS takes as well, the lines are redacted like others.
   */
  private static final Pattern BANNER_BEGINS =
      Pattern.compile(
          "^\\s*banner (?:motd|login|exec|incoming|prompt-timeout|slip-ppp)"
              + "(?: (?<mark>\\^.|[^\\w\\s\"'<])(?<rest>.*)|\\s*)$");

  private final MaskLine maskLine;
  private final Consumer<String> out;
  private final List<String> banner = new ArrayList<>();
  private String bannerEnd = "";

  /** How many lines of a private key were seen; -1 outside of one. */
  private int keyLines = -1;

  private int masked;

  RedactedLines(MaskLine maskLine, Consumer<String> out) {
    this.maskLine = maskLine;
    this.out = out;
  }

  /** How many secrets were replaced so far. */
  public int masked() {
    return masked;
  }

  public void line(String line) {
    if (!banner.isEmpty()) {
      bannerLine(line);
      return;
    }
    Optional<String> end = keyLines >= 0 ? Optional.empty() : endOfBanner(line);
    if (end.isPresent()) {
      bannerEnd = end.get();
      banner.add(line);
    } else {
      keyOrOrdinary(line);
    }
  }

  /** To be called after the last line. */
  public void end() {
    redactBanner();
  }

  private void bannerLine(String line) {
    banner.add(line);
    boolean ends = bannerEnd.isEmpty() ? line.strip().equals("EOF") : line.contains(bannerEnd);
    if (ends) {
      banner.forEach(out);
      banner.clear();
    } else if (banner.size() > LONGEST_BANNER) {
      redactBanner();
    }
  }

  /** It was no banner, or has no end: its lines are like others. */
  private void redactBanner() {
    List<String> lines = List.copyOf(banner);
    banner.clear();
    lines.forEach(this::keyOrOrdinary);
  }

  private void keyOrOrdinary(String line) {
    if (keyLines >= 0) {
      keyLine(line);
    } else {
      ordinary(line);
    }
  }

  /** What ends the banner that begins in this line; empty when none does that goes on. */
  private static Optional<String> endOfBanner(String line) {
    Matcher matcher = BANNER_BEGINS.matcher(withoutEnd(line));
    if (!matcher.find()) {
      return Optional.empty();
    }
    String mark = matcher.group("mark");
    if (mark == null) {
      return Optional.of("");
    }
    return matcher.group("rest").contains(mark) ? Optional.empty() : Optional.of(mark);
  }

  private void ordinary(String line) {
    Matcher begins = KEY_BEGINS.matcher(line);
    if (!begins.find()) {
      emit(line);
      return;
    }
    String before = line.substring(0, begins.end());
    Matcher ends = KEY_ENDS.matcher(line);
    if (ends.find(begins.end())) {
      emit(hide(before, line.substring(begins.end(), ends.start())) + line.substring(ends.start()));
      return;
    }
    keyLines = 0;
    String behind = withoutEnd(line.substring(begins.end()));
    emit(hide(before, behind) + line.substring(begins.end() + behind.length()));
  }

  private String hide(String before, String secret) {
    if (secret.isBlank() || secret.equals(Redactor.MASK) || secret.equals("\"")) {
      return before + secret;
    }
    masked++;
    return before + Redactor.MASK;
  }

  private void keyLine(String line) {
    String text = withoutEnd(line);
    Matcher ends = KEY_ENDS.matcher(text);
    if (ends.find()) {
      keyLines = -1;
      emit(hide("", text.substring(0, ends.start())) + line.substring(ends.start()));
    } else if (!IN_KEY.matcher(text).matches()) {
      keyLines = -1;
      ordinary(line);
    } else if (keyLines++ == 0) {
      String indent = text.substring(0, text.length() - text.stripLeading().length());
      masked += text.strip().equals(Redactor.MASK) ? 0 : 1;
      out.accept(indent + Redactor.MASK + line.substring(text.length()));
    }
  }

  private void emit(String line) {
    String text = withoutEnd(line);
    MaskLine.Masked result = maskLine.mask(text);
    masked += result.masked();
    out.accept(result.line() + line.substring(text.length()));
  }

  private static String withoutEnd(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
      end--;
    }
    return line.substring(0, end);
  }
}
