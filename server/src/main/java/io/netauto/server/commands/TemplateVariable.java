package io.netauto.server.commands;

import io.netauto.server.web.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that is asked for before a template is rendered. Values are texts without control
 * characters, so that none makes a command of its own.
 *
 * @param description empty for none
 * @param required whether a value must be given where there is no default
 * @param fallback what stands where no value is given; null for none
 * @param pattern a regular expression of RE2 that the whole value has to match; null for any
 * @param choices the only values there are; empty for any
 */
public record TemplateVariable(
    String name,
    String description,
    boolean required,
    @Nullable String fallback,
    @Nullable String pattern,
    List<String> choices) {
  static final int LONGEST_VALUE = 1_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");
  private static final Set<String> TAKEN =
      Set.of(
          "device",
          "loop",
          "range",
          "true",
          "false",
          "none",
          "null",
          "and",
          "or",
          "not",
          "in",
          "is",
          "if",
          "else",
          "for",
          "empty",
          "div",
          "mod",
          "eq",
          "ne",
          "lt",
          "gt",
          "le",
          "ge",
          "instanceof");

  public TemplateVariable {
    choices = List.copyOf(choices);
  }

  /** What is wrong with the declarations, by field; empty for nothing. */
  static List<FieldError> problems(List<TemplateVariable> variables) {
    List<FieldError> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < variables.size(); i++) {
      TemplateVariable variable = variables.get(i);
      String field = "variables." + i;
      if (!NAME.matcher(variable.name).matches() || TAKEN.contains(variable.name)) {
        problems.add(
            new FieldError(
                field + ".name",
                "\"%s\" is no name: use letters, digits and _, beginning with a letter, and none of Jinja's own words."
                    .formatted(variable.name)));
      } else if (!names.add(variable.name)) {
        problems.add(
            new FieldError(
                field + ".name", "There are two variables \"%s\".".formatted(variable.name)));
      }
      variable.patternProblem().ifPresent(p -> problems.add(new FieldError(field + ".pattern", p)));
      if (variable.fallback != null && problems.isEmpty()) {
        variable
            .problem(variable.fallback)
            .ifPresent(p -> problems.add(new FieldError(field + ".default", p)));
      }
      if (variable.description.length() > 300 || variable.choices.size() > 200) {
        problems.add(
            new FieldError(
                field,
                "A description has at most 300 characters, and there are at most 200 choices."));
      }
    }
    return problems;
  }

  private Optional<String> patternProblem() {
    if (pattern == null) {
      return Optional.empty();
    }
    return LinearPattern.problem(pattern);
  }

  /** What is wrong with a value, in words. */
  Optional<String> problem(String value) {
    if (value.length() > LONGEST_VALUE || value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(
          "\"%s\" takes one line of at most %d characters.".formatted(name, LONGEST_VALUE));
    }
    if (!choices.isEmpty() && !choices.contains(value)) {
      return Optional.of(
          "\"%s\" is none of the choices of \"%s\": %s."
              .formatted(value, name, String.join(", ", choices)));
    }
    if (pattern != null && !LinearPattern.of(pattern).matches(value)) {
      return Optional.of(
          "\"%s\" does not match the pattern of \"%s\": %s.".formatted(value, name, pattern));
    }
    return Optional.empty();
  }
}
