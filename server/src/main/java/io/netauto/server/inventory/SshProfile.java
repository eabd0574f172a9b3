package io.netauto.server.inventory;

import io.netauto.driver.Algorithms;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which SSH algorithms are offered to a device; it holds for that device alone. Two are equal when
 * they are written alike.
 */
public final class SshProfile {
  /** What is sound today, and nothing else. */
  public static final SshProfile MODERN = new SshProfile("modern", Algorithms.modern());

  /** Behind the modern ones also SHA-1, CBC and RSA with SHA-1. */
  public static final SshProfile LEGACY = new SshProfile("legacy", Algorithms.legacy());

  private static final int LONGEST = 2_000;

  /** A list of one's own, called as in OpenSSH's {@code ssh_config}. */
  private enum Kind {
    KEX("KexAlgorithms"),
    KEYS("HostKeyAlgorithms"),
    CIPHERS("Ciphers"),
    MACS("MACs");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    private List<String> in(Algorithms all) {
      return switch (this) {
        case KEX -> all.keyExchanges();
        case KEYS -> all.signatures();
        case CIPHERS -> all.ciphers();
        case MACS -> all.macs();
      };
    }

    static Optional<Kind> of(String word) {
      for (Kind each : values()) {
        if (each.word.equalsIgnoreCase(word)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }

    /** The names that are meant: those of the text, behind the modern ones with a plus. */
    List<String> names(@Nullable String text) {
      List<String> modern = in(Algorithms.modern());
      if (text == null) {
        return modern;
      }
      List<String> names = new ArrayList<>(text.startsWith("+") ? modern : List.of());
      names.addAll(List.of((text.startsWith("+") ? text.substring(1) : text).split(",", -1)));
      return names;
    }
  }

  private final String code;
  private final Algorithms algorithms;

  private SshProfile(String code, Algorithms algorithms) {
    this.code = code;
    this.algorithms = algorithms;
  }

  /** The profile that is written so, unless {@link #problem} tells what is wrong with it. */
  public static Optional<SshProfile> of(String code) {
    try {
      return Optional.of(read(code.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with a text, with the name that is not known, or empty. */
  public static Optional<String> problem(String code) {
    try {
      read(code.strip());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static SshProfile read(String text) {
    if (text.equalsIgnoreCase(MODERN.code)) {
      return MODERN;
    }
    if (text.equalsIgnoreCase(LEGACY.code)) {
      return LEGACY;
    }
    if (text.length() > LONGEST || text.indexOf('=') < 0) {
      throw new IllegalArgumentException(
          ("\"%s\" is not an SSH profile: use modern, legacy, or lists of your own such as"
                  + " KexAlgorithms=+diffie-hellman-group1-sha1 Ciphers=aes128-cbc,3des-cbc.")
              .formatted(text.length() > 60 ? text.substring(0, 60) + "…" : text));
    }
    Map<Kind, String> lists = new EnumMap<>(Kind.class);
    for (String part : text.split("[\\s;]+", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      String word = part.substring(0, Math.max(0, part.indexOf('=')));
      Kind kind =
          Kind.of(word)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "\"%s\" is no list of SSH algorithms: use %s."
                              .formatted(part, "KexAlgorithms, HostKeyAlgorithms, Ciphers, MACs")));
      if (lists.put(kind, part.substring(part.indexOf('=') + 1)) != null) {
        throw new IllegalArgumentException("The list %s is there twice.".formatted(kind.word));
      }
    }
    return of(lists);
  }

  private static SshProfile of(Map<Kind, String> lists) {
    String code =
        lists.entrySet().stream()
            .map(each -> each.getKey().word + "=" + each.getValue())
            .collect(Collectors.joining(" "));
    return new SshProfile(
        code,
        Algorithms.of(
            Kind.KEX.names(lists.get(Kind.KEX)),
            Kind.KEYS.names(lists.get(Kind.KEYS)),
            Kind.CIPHERS.names(lists.get(Kind.CIPHERS)),
            Kind.MACS.names(lists.get(Kind.MACS))));
  }

  /**
   * As it is written in the API, the database and files: {@code modern}, {@code legacy}, or lists
   * such as {@code KexAlgorithms=+diffie-hellman-group1-sha1 Ciphers=3des-cbc}; a list that is left
   * out is the modern one.
   */
  public String code() {
    return code;
  }

  public Algorithms algorithms() {
    return algorithms;
  }

  /** For a person: what is offered, and what of it is weak. */
  public String words() {
    if (this.equals(MODERN)) {
      return "modern only";
    }
    if (this.equals(LEGACY)) {
      return "legacy too";
    }
    List<String> weak = algorithms.weak();
    return "own lists" + (weak.isEmpty() ? "" : ", weak: " + String.join(", ", weak));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SshProfile that && code.equals(that.code);
  }

  @Override
  public int hashCode() {
    return code.hashCode();
  }

  @Override
  public String toString() {
    return code;
  }
}
