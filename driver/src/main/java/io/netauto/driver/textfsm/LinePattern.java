package io.netauto.driver.textfsm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A regular expression of Python, ready to be matched at the beginning of lines. */
final class LinePattern {
  private final PythonRegex regex;
  private final LineFilter filter;
  private final Optional<PlainRegex> direct;
  private final JavaRegex plain;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable JavaRegex any;

  LinePattern(String text) throws BadRegex {
    this.regex = PythonRegex.parse(text);
    this.filter = LineFilter.of(regex);
    this.direct = PlainRegex.of(regex);
    this.plain = JavaRegex.forPlainText(regex);
  }

  /** How many groups Python counts. */
  int groups() {
    return regex.groups();
  }

  /** Numbers of the named groups, in their order. */
  Map<String, Integer> names() {
    return regex.names();
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

  /** What one thread keeps from line to line. */
  final class Lines {
    private @Nullable PlainMatch directMatch;
    private @Nullable Matcher plainMatcher;
    private @Nullable Matcher anyMatcher;
    private @Nullable Matcher last;

    /** True when the expression matches at the beginning of the line. */
    boolean match(Line line) {
      if (!filter.mayMatch(line)) {
        return false;
      }
      last = null;
      if (line.plain() && direct.isPresent()) {
        PlainMatch match = directMatch;
        if (match == null) {
          match = direct.get().match();
          directMatch = match;
        }
        return match.match(direct.get().node(), line);
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
      last = matcher;
      return matcher.lookingAt();
    }

    /** Where a group of the last match begins, or -1; 0 is the whole match. */
    int start(int group) {
      if (last != null) {
        return last.start(plain.number(group));
      }
      return directMatch == null ? -1 : directMatch.starts[group];
    }

    /** Where a group of the last match ends. */
    int end(int group) {
      if (last != null) {
        return last.end(plain.number(group));
      }
      return directMatch == null ? -1 : directMatch.ends[group];
    }
  }
}
