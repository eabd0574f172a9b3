package io.netauto.server.commands;

import com.hubspot.jinjava.tree.Node;
import io.netauto.server.commands.TemplateSandbox.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A template that was parsed once, to be rendered for any number of devices by any threads. */
public final class PreparedTemplate {
  private static final Pattern LINE = Pattern.compile("\\R");

  private final TemplateSandbox sandbox;
  private final CommandTemplate.Draft draft;
  private final Result<Node> tree;

  PreparedTemplate(TemplateSandbox sandbox, CommandTemplate.Draft draft) {
    this.sandbox = sandbox;
    this.draft = draft;
    this.tree = sandbox.parse(draft.body());
  }

  /** What is wrong with the text itself; empty for nothing. */
  List<TemplateProblem> problems() {
    return tree instanceof Result.Bad<Node>(List<TemplateProblem> problems) ? problems : List.of();
  }

  /**
   * The commands for one device.
   *
   * @param variables values of the declared variables, by their names; others are refused
   * @param device what the template sees as {@code device}: texts, numbers, truth values, lists and
   *     maps; a null value or an absent key is not defined
   */
  public Rendered render(Map<String, String> variables, Map<String, ?> device) {
    if (!(tree instanceof Result.Good<Node>(Node root))) {
      return new Rendered.Failed(problems());
    }
    Map<String, Object> names = new HashMap<>();
    List<TemplateProblem> wrong = fill(names, variables);
    if (!wrong.isEmpty()) {
      return new Rendered.Failed(wrong);
    }
    names.put("device", device);
    return switch (sandbox.render(root, names)) {
      case Result.Bad<String>(List<TemplateProblem> problems) -> new Rendered.Failed(problems);
      case Result.Good<String>(String text) -> commands(text);
    };
  }

  private List<TemplateProblem> fill(Map<String, Object> names, Map<String, String> given) {
    List<TemplateProblem> wrong = new ArrayList<>();
    Set<String> unknown = new LinkedHashSet<>(given.keySet());
    for (TemplateVariable variable : draft.variables()) {
      unknown.remove(variable.name());
      String value = given.get(variable.name());
      if (value == null || value.isEmpty()) {
        value = variable.fallback();
      }
      if (value != null) {
        names.put(variable.name(), value);
        variable.problem(value).ifPresent(p -> wrong.add(new TemplateProblem(0, p)));
      } else if (variable.required()) {
        wrong.add(
            new TemplateProblem(
                0, "The variable \"%s\" needs a value.".formatted(variable.name())));
      }
    }
    for (String name : unknown) {
      wrong.add(
          new TemplateProblem(
              0,
              "The template has no variable \"%s\". Its variables: %s."
                  .formatted(
                      name,
                      String.join(
                          ", ", draft.variables().stream().map(TemplateVariable::name).toList()))));
    }
    return wrong;
  }

  private static Rendered commands(String text) {
    List<String> commands =
        LINE.splitAsStream(text).map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (commands.isEmpty()) {
      return new Rendered.Failed(
          List.of(new TemplateProblem(0, "The template makes no command at all.")));
    }
    for (String command : commands) {
      if (command.chars().anyMatch(Character::isISOControl)) {
        return new Rendered.Failed(
            List.of(
                new TemplateProblem(
                    0, "A rendered command has a control character. Leave it out.")));
      }
    }
    return new Rendered.Ready(commands);
  }
}
