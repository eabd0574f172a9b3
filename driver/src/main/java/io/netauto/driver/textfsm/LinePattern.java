package io.netauto.driver.textfsm;

import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A regular expression of Python, ready to be matched at the beginning of lines. */
final class LinePattern {
  private final PythonRegex regex;
  private final LineFilter filter;
  private final JavaRegex plain;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable JavaRegex any;

  LinePattern(String text) throws BadRegex {
    this.regex = PythonRegex.parse(text);
    this.filter = LineFilter.of(regex);
    this.plain = JavaRegex.forPlainText(regex);
  }

  /** How many groups Python counts. */
  int groups() {
    return regex.groups();
  }

  /** Numbers in the matcher of the named groups, in their order. */
  Map<String, Integer> names() {
    return plain.groups();
  }

  private JavaRegex any() {
    JavaRegex found = any;
    if (found != null) {
      return found;
    }
    lock.lock();
    try {
      found = any;
      if (found == null) {
        found = JavaRegex.forAnyText(regex);
        any = found;
      }
      return found;
    } catch (BadRegex e) {
      throw new IllegalStateException("The form for any text differs in its faults.", e);
    } finally {
      lock.unlock();
    }
  }

  /** Matches lines one after the other; for one thread. */
  Lines lines() {
    return new Lines();
  }

  /** The matcher of one thread, kept from line to line. */
  final class Lines {
    private @Nullable Matcher plainMatcher;
    private @Nullable Matcher anyMatcher;

    /** The match at the beginning of the line, or null; holds until the next call. */
    @Nullable Matcher match(Line line) {
      if (!filter.mayMatch(line)) {
        return null;
      }
      Matcher matcher = line.plain() ? plainMatcher : anyMatcher;
      if (matcher != null) {
        matcher.reset();
      } else if (line.plain()) {
        matcher = plain.pattern().matcher(line);
        plainMatcher = matcher;
      } else {
        matcher = any().pattern().matcher(line);
        anyMatcher = matcher;
      }
      return matcher.lookingAt() ? matcher : null;
    }
  }
}
