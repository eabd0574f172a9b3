package io.netauto.driver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The SSH algorithms that one connection offers, by their SSH names and in the order of preference.
 * They hold for that connection alone: what one old device needs changes nothing for another.
 *
 * @param keyExchanges RFC 9142, e.g. {@code curve25519-sha256}
 * @param signatures of host keys and of the user's key alike, e.g. {@code ssh-ed25519}
 * @param ciphers for both directions
 * @param macs for both directions; not used with a cipher that authenticates by itself
 */
public record Algorithms(
    List<String> keyExchanges, List<String> signatures, List<String> ciphers, List<String> macs) {

  private static final List<String> MODERN_KEY_EXCHANGES =
      List.of(
          "mlkem768x25519-sha256",
          "curve25519-sha256",
          "curve25519-sha256@libssh.org",
          "ecdh-sha2-nistp256",
          "ecdh-sha2-nistp384",
          "ecdh-sha2-nistp521",
          "diffie-hellman-group14-sha256",
          "diffie-hellman-group16-sha512",
          "diffie-hellman-group18-sha512",
          "diffie-hellman-group-exchange-sha256");
  private static final List<String> LEGACY_KEY_EXCHANGES =
      List.of(
          "diffie-hellman-group14-sha1",
          "diffie-hellman-group-exchange-sha1",
          "diffie-hellman-group1-sha1");
  private static final List<String> OTHER_KEY_EXCHANGES =
      List.of(
          "sntrup761x25519-sha512",
          "sntrup761x25519-sha512@openssh.com",
          "mlkem768nistp256-sha256",
          "mlkem1024nistp384-sha384",
          "curve448-sha512",
          "diffie-hellman-group15-sha512",
          "diffie-hellman-group17-sha512");

  private static final List<String> MODERN_SIGNATURES =
      List.of(
          "ssh-ed25519",
          "rsa-sha2-512",
          "rsa-sha2-256",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521");
  private static final List<String> LEGACY_SIGNATURES = List.of("ssh-rsa");
  private static final List<String> WEAKEST_SIGNATURES = List.of("ssh-dss");

  private static final List<String> MODERN_CIPHERS =
      List.of(
          "aes128-gcm@openssh.com",
          "aes256-gcm@openssh.com",
          "aes128-ctr",
          "aes192-ctr",
          "aes256-ctr",
          "chacha20-poly1305@openssh.com");
  private static final List<String> LEGACY_CIPHERS =
      List.of("aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc");
  private static final List<String> WEAKEST_CIPHERS =
      List.of("blowfish-cbc", "arcfour256", "arcfour128");

  private static final List<String> MODERN_MACS =
      List.of(
          "hmac-sha2-256-etm@openssh.com",
          "hmac-sha2-512-etm@openssh.com",
          "hmac-sha2-256",
          "hmac-sha2-512");
  private static final List<String> LEGACY_MACS =
      List.of("hmac-sha1-etm@openssh.com", "hmac-sha1", "hmac-sha1-96");
  private static final List<String> WEAKEST_MACS = List.of("hmac-md5", "hmac-md5-96");

  private static final Algorithms MODERN =
      new Algorithms(MODERN_KEY_EXCHANGES, MODERN_SIGNATURES, MODERN_CIPHERS, MODERN_MACS);
  private static final Algorithms LEGACY =
      new Algorithms(
          join(MODERN_KEY_EXCHANGES, LEGACY_KEY_EXCHANGES),
          join(MODERN_SIGNATURES, LEGACY_SIGNATURES),
          join(MODERN_CIPHERS, LEGACY_CIPHERS),
          join(MODERN_MACS, LEGACY_MACS));
  private static final Algorithms KNOWN =
      new Algorithms(
          join(MODERN_KEY_EXCHANGES, OTHER_KEY_EXCHANGES, LEGACY_KEY_EXCHANGES),
          join(MODERN_SIGNATURES, LEGACY_SIGNATURES, WEAKEST_SIGNATURES),
          join(MODERN_CIPHERS, LEGACY_CIPHERS, WEAKEST_CIPHERS),
          join(MODERN_MACS, LEGACY_MACS, WEAKEST_MACS));
  private static final List<String> WEAK =
      join(
          LEGACY_KEY_EXCHANGES,
          LEGACY_SIGNATURES,
          WEAKEST_SIGNATURES,
          LEGACY_CIPHERS,
          WEAKEST_CIPHERS,
          LEGACY_MACS,
          WEAKEST_MACS);

  public Algorithms {
    keyExchanges = List.copyOf(keyExchanges);
    signatures = List.copyOf(signatures);
    ciphers = List.copyOf(ciphers);
    macs = List.copyOf(macs);
  }

  /** What is sound today, and nothing else. */
  public static Algorithms modern() {
    return MODERN;
  }

  /**
   * The modern ones, and behind them SHA-1, CBC and RSA with SHA-1 for devices that have no more.
   */
  public static Algorithms legacy() {
    return LEGACY;
  }

  /** Every name that can stand in a list of one's own. */
  public static Algorithms known() {
    return KNOWN;
  }

  /**
   * Lists of one's own.
   *
   * @throws IllegalArgumentException when a list is empty, or holds a name twice or one that is not
   *     known; the message names it and what is known
   */
  public static Algorithms of(
      List<String> keyExchanges, List<String> signatures, List<String> ciphers, List<String> macs) {
    check("key exchange", keyExchanges, KNOWN.keyExchanges);
    check("signature", signatures, KNOWN.signatures);
    check("cipher", ciphers, KNOWN.ciphers);
    check("MAC", macs, KNOWN.macs);
    return new Algorithms(keyExchanges, signatures, ciphers, macs);
  }

  private static void check(String what, List<String> names, List<String> known) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("The list of " + what + " algorithms is empty.");
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "The %s algorithm \"%s\" is not known; known are %s."
                .formatted(what, name, String.join(", ", known)));
      }
      if (names.indexOf(name) < i) {
        throw new IllegalArgumentException(
            "The %s algorithm \"%s\" is named twice.".formatted(what, name));
      }
    }
  }

  /**
   * The names among these that protect no longer, in the order offered; none in the modern ones.
   */
  public List<String> weak() {
    return Stream.of(keyExchanges, signatures, ciphers, macs)
        .flatMap(Collection::stream)
        .filter(Algorithms::isWeak)
        .toList();
  }

  static boolean isWeak(String name) {
    return WEAK.contains(name);
  }

  @SafeVarargs
  private static List<String> join(List<String>... lists) {
    List<String> all = new ArrayList<>();
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return List.copyOf(all);
  }
}
