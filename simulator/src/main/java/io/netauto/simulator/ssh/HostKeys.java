package io.netauto.simulator.ssh;

import io.netauto.simulator.device.Device;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * Makes host keys: new ones each time, or from a seed and the device's name, so that a fleet that
 * is started again is known to whoever has met it.
 */
final class HostKeys {
  private final long seed;

  /**
   * @param seed zero for new keys each time
   */
  HostKeys(long seed) {
    this.seed = seed;
  }

  /** A key of the device. */
  KeyPair of(Device device) {
    try {
      if (seed == 0) {
        return fresh();
      }
      // Seeded before its first use, this generator gives the same numbers for the same seed.
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed((seed + " " + device.plan().name()).getBytes(StandardCharsets.UTF_8));
      KeyPairGenerator generator = SecurityUtils.getKeyPairGenerator("Ed25519");
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair fresh() {
    try {
      return SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
