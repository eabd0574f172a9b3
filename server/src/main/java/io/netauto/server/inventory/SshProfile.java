package io.netauto.server.inventory;

import io.netauto.driver.Algorithms;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which SSH algorithms are offered to a device; it holds for that device alone. */
public enum SshProfile {
  /** What is sound today, and nothing else. */
  MODERN,
  /** Behind the modern ones also SHA-1, CBC and RSA with SHA-1. */
  LEGACY;

  public static Optional<SshProfile> of(String code) {
    return Arrays.stream(values()).filter(p -> p.code().equalsIgnoreCase(code)).findFirst();
  }

  /** Its name in the API and the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Algorithms algorithms() {
    return this == MODERN ? Algorithms.modern() : Algorithms.legacy();
  }
}
