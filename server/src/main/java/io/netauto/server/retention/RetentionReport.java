package io.netauto.server.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one sweep removed of one kind of data.
 *
 * @param dryRun whether nothing was removed, and this is what would have been
 * @param startedBy a user name; {@code schedule} for the server itself
 * @param finishedAt null while it goes on, and of one that a stop of the server broke off
 */
public record RetentionReport(
    long id,
    String what,
    boolean dryRun,
    String startedBy,
    long items,
    long bytes,
    Instant startedAt,
    @Nullable Instant finishedAt) {}
