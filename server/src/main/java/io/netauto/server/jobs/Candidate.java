package io.netauto.server.jobs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a job that waits for its permits.
 *
 * @param person whether a person waits for just this part; it goes before those of bulk jobs
 * @param scopes what it needs a permit of, e.g. {@code device:17}; {@link Limits} tells how many
 *     there are
 * @param notBefore when it may begin; null for at once
 */
public record Candidate(
    long part, long job, boolean person, List<String> scopes, @Nullable Instant notBefore) {
  public Candidate {
    scopes = List.copyOf(scopes);
  }

  Candidate at(@Nullable Instant time) {
    return new Candidate(part, job, person, scopes, time);
  }
}
