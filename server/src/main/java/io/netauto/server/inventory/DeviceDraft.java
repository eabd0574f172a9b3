package io.netauto.server.inventory;

import io.netauto.server.inventory.Device.Protocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants a device to be. In an edit, null leaves a field as it is; in an addition,
 * null is the field's default (port 22 or 23, SSH with modern algorithms, enabled, empty). Checked
 * by {@link Devices}, not here, so that every wrong field is told at once.
 *
 * @param jumpHost a hostname or a device's number; empty for none
 */
public record DeviceDraft(
    @Nullable String hostname,
    @Nullable String address,
    @Nullable Integer port,
    @Nullable Protocol protocol,
    @Nullable SshProfile sshProfile,
    @Nullable String jumpHost,
    @Nullable String username,
    @Nullable String credRef,
    @Nullable String vendor,
    @Nullable String platform,
    @Nullable String model,
    @Nullable String role,
    @Nullable String site,
    @Nullable Map<String, String> tags,
    @Nullable Map<String, Object> metadata,
    @Nullable Boolean enabled) {}
