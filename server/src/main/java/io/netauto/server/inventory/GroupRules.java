package io.netauto.server.inventory;

import io.netauto.server.credentials.CredentialRefs;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.util.HashMap;
import java.util.List;

/** What the parts of a group may hold. */
final class GroupRules {
  private static final int NAME_LIMIT = 64;
  private static final int DESCRIPTION_LIMIT = 500;
  private static final int FILTER_LIMIT = 20;
  private static final int VALUE_LIMIT = 256;
  private static final int SESSIONS_LIMIT = 100_000;

  private final CredentialRefs credentials;
  private final DeviceConditions conditions;

  GroupRules(CredentialRefs credentials, DeviceConditions conditions) {
    this.credentials = credentials;
    this.conditions = conditions;
  }

  /**
   * Nothing for fields that are right.
   *
   * @param errors what was found wrong before
   * @throws ProblemException that names every wrong field
   */
  void check(CustomerId customer, GroupFields fields, List<FieldError> errors) {
    name(fields.name(), errors);
    if (fields.description().length() > DESCRIPTION_LIMIT) {
      errors.add(new FieldError("description", "At most " + DESCRIPTION_LIMIT + " characters."));
    }
    if (fields.filter() != null) {
      filter(customer, fields.filter(), errors);
    }
    String credRef = fields.defaults().credRef();
    if (credRef != null) {
      credentials
          .problemWith(customer, credRef)
          .ifPresent(problem -> errors.add(new FieldError("credRef", problem)));
    }
    Integer most = fields.defaults().maxSessions();
    if (most != null && (most < 1 || most > SESSIONS_LIMIT)) {
      errors.add(
          new FieldError(
              "maxSessions",
              "A number from 1 to %d, or 0 for no limit.".formatted(SESSIONS_LIMIT)));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  private static void name(String name, List<FieldError> errors) {
    if (name.isEmpty()) {
      errors.add(new FieldError("name", "Give the group a name, e.g. core."));
    } else if (name.length() > NAME_LIMIT || name.chars().anyMatch(Character::isISOControl)) {
      errors.add(
          new FieldError(
              "name",
              "A name has at most %d characters and no control characters.".formatted(NAME_LIMIT)));
    } else if (name.chars().allMatch(Character::isDigit)) {
      errors.add(
          new FieldError(
              "name", "A name of digits alone would be taken for a number: add a letter."));
    }
  }

  private void filter(CustomerId customer, DeviceSelection.Filter filter, List<FieldError> errors) {
    if (filter.text().isBlank() && filter.fields().isEmpty()) {
      errors.add(
          new FieldError(
              "filter", "Say what the devices of the group have in common: a text or a field."));
    } else if (filter.fields().size() > FILTER_LIMIT) {
      errors.add(new FieldError("filter", "At most " + FILTER_LIMIT + " fields."));
    } else if (filter.text().length() > VALUE_LIMIT
        || filter.fields().entrySet().stream()
            .anyMatch(f -> f.getKey().length() + f.getValue().length() > VALUE_LIMIT)) {
      errors.add(new FieldError("filter", "At most " + VALUE_LIMIT + " characters a field."));
    } else if (filter.fields().containsKey(DeviceConditions.GROUP)) {
      errors.add(
          new FieldError(
              "filter",
              "The filter of a group cannot name another group; say what its devices have in"
                  + " common instead."));
    } else {
      try {
        conditions.where(customer, filter, new HashMap<>());
      } catch (ProblemException e) {
        e.errors().forEach(error -> errors.add(new FieldError("filter", error.message())));
      }
    }
  }
}
