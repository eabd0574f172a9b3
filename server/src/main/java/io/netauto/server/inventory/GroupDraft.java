package io.netauto.server.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What a person wants a group to be. In an edit, null leaves a part as it is; in an addition, null
 * is nothing. Checked by {@link DeviceGroups}, so that every wrong part is told at once.
 *
 * @param filter for a dynamic group; null for a static one
 * @param credRef empty for none
 * @param jumpHost a hostname or a device's number; empty for none
 * @param maxSessions 0 for no limit
 */
public record GroupDraft(
    @Nullable String name,
    @Nullable String description,
    DeviceSelection.@Nullable Filter filter,
    @Nullable String credRef,
    @Nullable String jumpHost,
    @Nullable Integer maxSessions) {}
