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

  /** What is known of a key. */
  sealed interface Verdict {
    record Trusted() implements Verdict {}

    /** No key is recorded for this device and the policy does not trust on first use. */
    record Unknown() implements Verdict {}

    /** Another key is recorded. */
    record Changed(String expectedFingerprint) implements Verdict {}
  }
}
