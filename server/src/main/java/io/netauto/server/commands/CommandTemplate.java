package io.netauto.server.commands;

import java.time.Instant;
import java.util.List;

/**
 * Commands with blanks to fill in, kept under a name.
 *
 * @param draft what people wrote
 * @param changedBy the name of the user
 */
public record CommandTemplate(
    long id, Draft draft, String changedBy, Instant createdAt, Instant changedAt) {

  /**
   * What people write of a template. Its name is unique within the customer without regard to case.
   *
   * @param description empty for none
   * @param body Jinja text; each line that is rendered and not blank is a command
   * @param mode what its commands are, whatever they look like; CHANGE asks for confirmation
   * @param enabled whether it may be run
   */
  public record Draft(
      String name,
      String description,
      String body,
      List<TemplateVariable> variables,
      Mode mode,
      boolean enabled) {
    public Draft {
      variables = List.copyOf(variables);
    }
  }

  public String name() {
    return draft.name();
  }
}
