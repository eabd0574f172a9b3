package io.netauto.server.runs;

import io.netauto.server.inventory.DeviceId;
import org.jspecify.annotations.Nullable;

/** Which runs, newest first, from where. */
public record RunQuery(
    @Nullable DeviceId device,
    @Nullable RunStatus status,
    @Nullable Long job,
    @Nullable String cursor,
    int limit) {}
