package io.netauto.driver.textfsm;

import java.util.List;
import java.util.Map;

/** A TextFSM template. Does not change; many threads may use it at once. */
public final class Template {
  private final String name;
  private final List<Value> values;
  private final List<String> columns;
  private final Map<String, List<Rule>> states;
  private final int rules;

  Template(String name, List<Value> values, Map<String, List<Rule>> states) {
    this.name = name;
    this.values = List.copyOf(values);
    this.columns = values.stream().map(Value::name).toList();
    this.states = Map.copyOf(states);
    this.rules = states.values().stream().mapToInt(List::size).sum();
  }

  /**
   * Reads a template.
   *
   * @param name what messages call it, such as its file name
   * @throws TemplateException when it cannot be used; the message names line and fault
   */
  public static Template parse(String name, String text) {
    return TemplateFile.read(name, text);
  }

  public String name() {
    return name;
  }

  /**
   * Turns a command's output into rows. Takes 10 seconds at most, 64 Mi characters, 500,000 rows
   * and 10 million cells.
   *
   * @throws ParseException when the template refuses a line, a limit is reached or the thread is
   *     interrupted; the message names the lines
   */
  public Table run(String text) {
    return run(text, Limits.DEFAULT);
  }

  Table run(String text, Limits limits) {
    return new Run(this, limits).table(text);
  }

  List<Value> values() {
    return values;
  }

  List<String> columns() {
    return columns;
  }

  /** Columns that tell one row from another. */
  List<String> keys() {
    return values.stream().filter(value -> value.is(Value.Option.KEY)).map(Value::name).toList();
  }

  /** How many rules there are in all states. */
  int rules() {
    return rules;
  }

  List<Rule> state(String state) {
    return states.getOrDefault(state, List.of());
  }

  /** Whether the template says itself what happens at the end of the text. */
  boolean hasEof() {
    return states.containsKey(TemplateFile.EOF);
  }
}
