package io.netauto.server.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job about to be made.
 *
 * @param type what its parts do, e.g. {@code run_commands}
 * @param parts how many parts it has
 * @param idempotencyKey makes a second job with the same key impossible; null for none
 */
public record NewJob(
    String type,
    Mode mode,
    Map<String, Object> payload,
    int parts,
    @Nullable String idempotencyKey) {

  /** Whether a part may be done again after it was broken off. */
  public enum Mode {
    READ,
    CHANGE
  }

  public NewJob {
    payload = Map.copyOf(payload);
  }
}
