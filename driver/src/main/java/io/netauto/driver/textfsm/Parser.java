package io.netauto.driver.textfsm;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The templates of one command; their tables are joined. Many threads may use it at once. */
public final class Parser {
  private final List<Template> templates;

  /**
   * @param templates at least one
   */
  Parser(List<Template> templates) {
    this.templates = List.copyOf(templates);
  }

  /** What people call it: the names of its templates, such as their files. */
  public String name() {
    return templates.stream().map(Template::name).collect(Collectors.joining(":"));
  }

  /** The columns of every table that it makes. */
  public List<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    templates.forEach(template -> columns.addAll(template.columns()));
    return List.copyOf(columns);
  }

  /**
   * The table of what the command printed.
   *
   * @param limits of each template
   * @throws ParseException when a template refuses the output, a limit is reached or the thread is
   *     interrupted
   * @throws TemplateException when the templates cannot be joined
   */
  public Table parse(String output, Limits limits) {
    return JoinedTables.of(templates, output, limits);
  }
}
