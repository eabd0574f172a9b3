package io.netauto.server.runs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a run of a job has come to.
 *
 * @param seq the job's event that told it
 * @param platform of the device
 * @param status as that event told it; what follows is of this status, or empty when the run has
 *     moved on, which a later event tells
 * @param cause the code of why it did not end ok
 * @param summary the cause in words
 * @param bytes raw bytes received from the device so far
 * @param answer equal for equal clean outputs; null unless it ended ok
 */
public record RunNews(
    long id,
    long seq,
    String hostname,
    String platform,
    RunStatus status,
    @Nullable String cause,
    @Nullable String summary,
    long bytes,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String answer) {}
