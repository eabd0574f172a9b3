package io.netauto.server.commands.web;

import io.netauto.server.commands.Rendered;
import io.netauto.server.commands.TemplateProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a template and what it makes.
 *
 * @param saved the name under which it is kept; null for a new one
 * @param errors in words, by field of the API
 * @param device the device that the preview is for; empty for none
 * @param rendered null where there is nothing to show yet
 */
public record TemplatePage(
    @Nullable String saved,
    TemplateForm form,
    Map<String, String> errors,
    String device,
    @Nullable Rendered rendered) {
  public TemplatePage {
    errors = Map.copyOf(errors);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /** What is wrong with the variables, by the place of each. */
  public List<String> variableErrors() {
    return errors.entrySet().stream()
        .filter(e -> e.getKey().startsWith("variables"))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  /** The rows of variables, and an empty one. */
  public List<TemplateForm.Row> rows() {
    return java.util.stream.Stream.concat(
            form.variables().stream(),
            java.util.stream.Stream.of(new TemplateForm.Row("", "", "", "", "", true)))
        .toList();
  }

  /** The rendered commands; empty where there are none. */
  public List<String> commands() {
    return rendered instanceof Rendered.Ready(List<String> commands) ? commands : List.of();
  }

  public List<TemplateProblem> problems() {
    return rendered instanceof Rendered.Failed(List<TemplateProblem> problems)
        ? problems
        : List.of();
  }
}
