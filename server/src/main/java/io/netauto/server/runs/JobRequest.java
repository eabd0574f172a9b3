package io.netauto.server.runs;

import io.netauto.server.commands.Mode;
import io.netauto.server.inventory.DeviceSelection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wish to run commands on many devices.
 *
 * @param targets looked up when the job is made, and frozen then
 * @param commands one line each, in order; the first that fails ends a device's run; empty with a
 *     template
 * @param template a name; rendered for each device when the job is made; null for none
 * @param variables what the template is given
 * @param mode what the caller says the commands are; null leaves it to the rules
 * @param at when it is to begin; null for at once
 * @param title for lists; null for the commands themselves
 * @param window the name of the maintenance window in which the runs may begin; null for any time
 * @param confirmed whether a person has said yes to these commands
 * @param idempotencyKey a second request with the same key of the same customer gives the first's
 *     job; null for none
 */
public record JobRequest(
    DeviceSelection targets,
    List<String> commands,
    @Nullable String template,
    Map<String, String> variables,
    @Nullable Mode mode,
    @Nullable Instant at,
    @Nullable String title,
    @Nullable String window,
    boolean confirmed,
    @Nullable String idempotencyKey) {
  public JobRequest {
    variables = Map.copyOf(variables);
  }
}
