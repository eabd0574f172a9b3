package io.netauto.server.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to run commands on one device.
 *
 * @param device a hostname or a device's number
 * @param commands one line each, in order; the first that fails ends the run
 * @param idempotencyKey a second request with the same key of the same customer gives the first's
 *     run; null for none
 */
public record RunRequest(String device, List<String> commands, @Nullable String idempotencyKey) {}
