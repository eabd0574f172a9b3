package io.netauto.server.runs;

import org.jspecify.annotations.Nullable;

/**
 * Which runs of a job, in the order of the job, from where.
 *
 * @param cause the code of a cause; null for any
 * @param answer as in {@link JobAnswer}; null for any
 * @param hostname a part of it; empty for any
 */
public record JobRunQuery(
    @Nullable RunStatus status,
    @Nullable String cause,
    @Nullable String answer,
    String hostname,
    @Nullable String cursor,
    int limit) {}
