package io.netauto.server.commands.web;

import io.netauto.server.commands.CommandTemplate;
import io.netauto.server.commands.Mode;
import io.netauto.server.commands.TemplateVariable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A template as it is typed into the form.
 *
 * @param variables one row each, empty ones too
 */
public record TemplateForm(
    String name,
    String description,
    String body,
    String mode,
    boolean enabled,
    List<Row> variables) {
  public TemplateForm {
    variables = List.copyOf(variables);
  }

  /**
   * A declared variable.
   *
   * @param choices parted by commas
   */
  public record Row(
      String name,
      String description,
      String fallback,
      String pattern,
      String choices,
      boolean required) {
    private boolean isEmpty() {
      return (name + description + fallback + pattern + choices).isBlank();
    }

    private TemplateVariable variable() {
      List<String> values = new ArrayList<>();
      for (String choice : choices.split(",", -1)) {
        if (!choice.isBlank()) {
          values.add(choice.strip());
        }
      }
      return new TemplateVariable(
          name.strip(),
          description.strip(),
          required,
          fallback.isEmpty() ? null : fallback,
          pattern.isEmpty() ? null : pattern,
          values);
    }
  }

  static TemplateForm blank() {
    return new TemplateForm("", "", "", "read", true, List.of());
  }

  static TemplateForm of(CommandTemplate template) {
    CommandTemplate.Draft draft = template.draft();
    return new TemplateForm(
        draft.name(),
        draft.description(),
        draft.body(),
        draft.mode().wireName(),
        draft.enabled(),
        draft.variables().stream()
            .map(
                v ->
                    new Row(
                        v.name(),
                        v.description(),
                        text(v.fallback()),
                        text(v.pattern()),
                        String.join(", ", v.choices()),
                        v.required()))
            .toList());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  static TemplateForm of(MultiValueMap<String, String> sent) {
    List<Row> rows = new ArrayList<>();
    List<String> names = sent.getOrDefault("varName", List.of());
    for (int i = 0; i < Math.min(names.size(), 60); i++) {
      Row row =
          new Row(
              names.get(i),
              at(sent, "varDescription", i),
              at(sent, "varDefault", i),
              at(sent, "varPattern", i),
              at(sent, "varChoices", i),
              !at(sent, "varRequired", i).equals("no"));
      if (!row.isEmpty()) {
        rows.add(row);
      }
    }
    return new TemplateForm(
        at(sent, "name", 0).strip(),
        at(sent, "description", 0).strip(),
        at(sent, "body", 0).replace("\r\n", "\n"),
        at(sent, "mode", 0),
        sent.containsKey("enabled"),
        rows);
  }

  private static String at(MultiValueMap<String, String> sent, String name, int index) {
    List<String> values = sent.getOrDefault(name, List.of());
    return index < values.size() ? values.get(index) : "";
  }

  CommandTemplate.Draft draft() {
    return new CommandTemplate.Draft(
        name,
        description,
        body,
        variables.stream().map(Row::variable).toList(),
        mode.equals("change") ? Mode.CHANGE : Mode.READ,
        enabled);
  }
}
