package io.netauto.server.jobs;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job about to be made.
 *
 * @param type what its parts do, e.g. {@code run_commands}
 * @param title what it does in a few words, for lists
 * @param payload what was asked for, for those who read the job or do it again
 * @param parts how many parts it has
 * @param made how many of them are made in the same transaction; a later work makes the others
 * @param due when its parts may begin; null for at once
 * @param window the number of the maintenance window in which its parts may begin; null for any
 *     time
 * @param parent the job whose parts are tried again; null for none
 * @param idempotencyKey makes a second job with the same key impossible; null for none
 */
public record NewJob(
    String type,
    Mode mode,
    String title,
    WorkQueue.Priority priority,
    Map<String, Object> payload,
    int parts,
    int made,
    @Nullable Instant due,
    @Nullable Long window,
    @Nullable JobId parent,
    @Nullable String idempotencyKey) {

  /** Whether a part may be done again after it was broken off. */
  public enum Mode {
    READ,
    CHANGE;

    /** As in the API and the database. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Mode of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  public NewJob {
    payload = Map.copyOf(payload);
  }

  /** A person's job of one part, made at once. */
  public static NewJob single(
      String type,
      Mode mode,
      String title,
      Map<String, Object> payload,
      @Nullable String idempotencyKey) {
    return new NewJob(
        type,
        mode,
        title,
        WorkQueue.Priority.PERSON,
        payload,
        1,
        1,
        null,
        null,
        null,
        idempotencyKey);
  }
}
