package io.netauto.server.identity;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Passwords that a guesser tries early: common ones, words, names that are known here, patterns of
 * the keyboard, and what is made of them by letters in capitals, digits for letters, a year or some
 * digits at the end. The estimate is that of zxcvbn (D. L. Wheeler, USENIX Security 2016), whose
 * lists hold 30,000 passwords of breaches and the words of English; nobody is asked over the
 * network.
 */
final class GuessablePasswords {
  /** Fewer guesses than these are too few. */
  private static final double LEAST_GUESSES = 1e7;

  /** The estimate takes long for long texts, and what comes after this makes them no weaker. */
  private static final int LOOKED_AT = 40;

  private static final int SHORTEST_NAME = 3;

  private GuessablePasswords() {}

  /** Reads the lists at the first password that is looked at. */
  private static final class Lists {
    static final Zxcvbn ESTIMATE = new Zxcvbn();
  }

  /**
   * Whether a password is guessed early.
   *
   * @param names of the user, the customer and the like, which a guesser knows
   */
  static boolean contain(String password, Collection<String> names) {
    String text = Normalizer.normalize(password, Normalizer.Form.NFKC);
    List<String> known =
        Stream.concat(Stream.of("netauto"), names.stream().flatMap(GuessablePasswords::words))
            .filter(word -> word.length() >= SHORTEST_NAME)
            .distinct()
            .toList();
    return Lists.ESTIMATE
            .measure(text.substring(0, Math.min(text.length(), LOOKED_AT)), known)
            .getGuesses()
        < LEAST_GUESSES;
  }

  /** A name as it is, and its parts. */
  private static Stream<String> words(String name) {
    String lower = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return Stream.concat(
        Stream.of(lower.strip()), Arrays.stream(lower.split("[^\\p{L}\\p{N}]+", 20)));
  }
}
