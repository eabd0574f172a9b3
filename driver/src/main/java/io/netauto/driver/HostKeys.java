package io.netauto.driver;

/** Decides whether the host key that a device showed is the device's own. Called on any thread. */
@FunctionalInterface
public interface HostKeys {

  Verdict check(Target target, HostKey key);

  /** Trusts every key: for tests and for a first look at a lab. */
  static HostKeys trustAll() {
    return (target, key) -> new Verdict.Trusted();
  }

  /**
   * The public key of a device.
   *
   * @param algorithm as in RFC 8709 and RFC 4253, e.g. {@code ssh-ed25519}
   * @param fingerprint OpenSSH's form, {@code SHA256:…}
   * @param encoded OpenSSH's public key line without the comment
   */
  record HostKey(String algorithm, String fingerprint, String encoded) {}

  /**
   * Whether a device may show a host certificate instead of a key: then it is asked for one first.
   */
  default boolean knowsAuthorities(Target target) {
    return false;
  }

  /**
   * Decides on a host certificate. Its signature, its time, its kind and the host's name in it have
   * been checked; what is left is who signed it. Without an answer of its own the certified key is
   * checked as any other.
   */
  default Verdict check(Target target, Certificate certificate) {
    return check(target, certificate.key());
  }

  /**
   * A host certificate of OpenSSH.
   *
   * @param key the device's key that is certified
   * @param authority the key that signed it
   * @param id as the authority wrote it
   */
  record Certificate(HostKey key, HostKey authority, String id) {}

  /** What is known of a key. */
  sealed interface Verdict {
    record Trusted() implements Verdict {}

    /** No key is recorded for this device and the policy does not trust on first use. */
    record Unknown() implements Verdict {}

    /** The key, or the authority's that signed it, is no longer to be trusted, whoever shows it. */
    record Revoked(String revokedFingerprint) implements Verdict {}

    /** Another key is recorded. */
    record Changed(String expectedFingerprint) implements Verdict {}
  }
}
