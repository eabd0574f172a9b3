package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Piece;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The lines of an output that a pipe such as {@code | include word} lets through. */
final class Piped implements Iterator<Piece> {
  private final Iterator<Piece> from;
  private final String verb;
  private final String word;
  private boolean begun;
  private String carry = "";
  private @Nullable Piece next;

  private Piped(Iterator<Piece> from, String verb, String word) {
    this.from = from;
    this.verb = verb;
    this.word = word;
  }

  /** Whether the text after a bar is a pipe that is known. */
  static boolean isKnown(String pipe) {
    return pipe.matches("(?i)\\s*(i\\S*|m\\S*|e\\S*|b\\S*|gr\\S*) \\S.*|\\s*no-m\\S*\\s*");
  }

  static boolean isNoMore(String pipe) {
    return pipe.strip().startsWith("no-m");
  }

  static Iterator<Piece> of(Iterator<Piece> from, String pipe) {
    if (isNoMore(pipe)) {
      return from;
    }
    String[] words = pipe.strip().split(" ", 2);
    return new Piped(from, words[0].toLowerCase(Locale.ROOT), words[1].strip());
  }

  @Override
  public boolean hasNext() {
    while (next == null && (from.hasNext() || !carry.isEmpty())) {
      next = pass();
    }
    return next != null;
  }

  @Override
  public Piece next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Piece taken = next;
    next = null;
    return taken;
  }

  private @Nullable Piece pass() {
    Duration pause = Duration.ZERO;
    String text = carry;
    carry = "";
    if (from.hasNext()) {
      Piece piece = from.next();
      pause = piece.pause();
      text += piece.text();
      int end = text.lastIndexOf('\n') + 1;
      carry = text.substring(end);
      text = text.substring(0, end);
    }
    StringBuilder out = new StringBuilder();
    text.lines().filter(this::lets).forEach(line -> out.append(line).append('\n'));
    return out.isEmpty() ? null : new Piece(out.toString(), pause);
  }

  private boolean lets(String line) {
    boolean has = line.contains(word);
    begun |= has;
    return switch (verb.charAt(0)) {
      case 'e' -> !has;
      case 'b' -> begun;
      default -> has;
    };
  }
}
