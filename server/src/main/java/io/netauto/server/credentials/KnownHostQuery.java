package io.netauto.server.credentials;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which host keys are wanted.
 *
 * @param state null for all
 * @param device a part of the device's name or address; empty for all
 * @param fingerprint a part of it; empty for all
 */
public record KnownHostQuery(@Nullable Kind state, String device, String fingerprint) {
  public static final KnownHostQuery ALL = new KnownHostQuery(null, "", "");

  /** What a key is. */
  public enum Kind {
    /** Waits, and its device has a trusted key. */
    CHANGED,
    /** Waits, and its device has no trusted key. */
    PENDING,
    TRUSTED;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
