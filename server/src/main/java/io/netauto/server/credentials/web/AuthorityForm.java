package io.netauto.server.credentials.web;

import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An authority as it is typed into the form.
 *
 * @param errors in words, by field
 */
public record AuthorityForm(String hosts, String publicKey, Map<String, String> errors) {
  static final AuthorityForm EMPTY = new AuthorityForm("", "", Map.of());

  public AuthorityForm {
    errors = Map.copyOf(errors);
  }

  static AuthorityForm of(String hosts, String publicKey, ProblemException problem) {
    return new AuthorityForm(
        hosts,
        publicKey,
        problem.errors().stream()
            .collect(
                Collectors.toMap(FieldError::field, FieldError::message, (a, b) -> a + " " + b)));
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}
