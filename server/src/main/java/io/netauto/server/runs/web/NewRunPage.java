package io.netauto.server.runs.web;

import io.netauto.server.commands.Danger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a new run as it was typed.
 *
 * @param device a hostname or number
 * @param commands one a line
 * @param errors in words, by field; {@code ""} for those of no field
 * @param mode what the commands are said to be: read, change, or empty for as the rules say
 * @param dangers what has to be confirmed before these commands run; empty where it is only that
 *     they change the device; null for nothing
 * @param key makes a second press of the same button the same run
 */
public record NewRunPage(
    String device,
    String commands,
    String mode,
    Map<String, String> errors,
    String key,
    @Nullable List<Danger> dangers) {
  public NewRunPage {
    errors = Map.copyOf(errors);
  }

  /** The commands, one an item, without blank lines. */
  public List<String> lines() {
    return commands.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}
