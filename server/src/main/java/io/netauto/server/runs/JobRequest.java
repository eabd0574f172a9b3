package io.netauto.server.runs;

import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.jobs.NewJob.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to run commands on many devices.
 *
 * @param targets looked up when the job is made, and frozen then
 * @param commands one line each, in order; the first that fails ends a device's run
 * @param mode whether a run may be done again after it was broken off; null for what the commands
 *     look like
 * @param at when it is to begin; null for at once
 * @param title for lists; null for the commands themselves
 * @param confirmed whether the requester confirmed what is dangerous
 * @param idempotencyKey a second request with the same key of the same customer gives the first's
 *     job; null for none
 */
public record JobRequest(
    DeviceSelection targets,
    List<String> commands,
    @Nullable Mode mode,
    @Nullable Instant at,
    @Nullable String title,
    boolean confirmed,
    @Nullable String idempotencyKey) {}
