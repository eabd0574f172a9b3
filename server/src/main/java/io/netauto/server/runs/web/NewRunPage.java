package io.netauto.server.runs.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a new run as it was typed.
 *
 * @param device a hostname or number
 * @param commands one a line
 * @param errors in words, by field; {@code ""} for those of no field
 * @param key makes a second press of the same button the same run
 */
public record NewRunPage(String device, String commands, Map<String, String> errors, String key) {
  public NewRunPage {
    errors = Map.copyOf(errors);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}
