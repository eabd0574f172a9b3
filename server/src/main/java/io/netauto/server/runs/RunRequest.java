package io.netauto.server.runs;

import io.netauto.server.commands.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to run commands on one device.
 *
 * @param device a hostname or a device's number
 * @param commands one line each, in order; the first that fails ends the run
 * @param idempotencyKey a second request with the same key of the same customer gives the first's
 *     run; null for none
 * @param mode what the caller says the commands are; null leaves it to the rules
 * @param confirmed whether a person has said yes to these commands
 */
public record RunRequest(
    String device,
    List<String> commands,
    @Nullable String idempotencyKey,
    @Nullable Mode mode,
    boolean confirmed) {}
