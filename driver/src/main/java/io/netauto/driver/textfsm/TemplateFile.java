package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one template: its values, then its states and their rules. */
final class TemplateFile {
  static final int MAX_NAME = 48;
  static final String START = "Start";
  static final String END = "End";
  static final String EOF = "EOF";

  private static final int MAX_LINES = 10_000;
  private static final Pattern STATE_NAME =
      Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

  private final String file;
  private final List<String> lines;
  private final List<Value> values = new ArrayList<>();
  private final Map<String, List<Rule>> states = new LinkedHashMap<>();
  private final Map<String, Integer> stateLines = new LinkedHashMap<>();
  private int at;
  private int rules;

  private TemplateFile(String file, String text) {
    this.file = file;
    this.lines = PythonText.fileLines(text);
  }

  static Template read(String file, String text) {
    TemplateFile reader = new TemplateFile(file, text);
    reader.read();
    return new Template(file, reader.values, reader.states);
  }

  private void read() {
    if (lines.isEmpty()) {
      throw fault(1, "the template is empty");
    }
    if (lines.size() > MAX_LINES) {
      throw fault(MAX_LINES, "the template has more than " + MAX_LINES + " lines");
    }
    readValues();
    while (readState()) {}
    checkStates();
  }

  /** The next line without trailing white space, or null at the end; comments are left out. */
  private @Nullable String nextLine() {
    while (at < lines.size()) {
      String line = PythonText.stripTrailing(lines.get(at++));
      if (!PythonText.strip(line).startsWith("#")) {
        return line;
      }
    }
    return null;
  }

  private void readValues() {
    for (String line = nextLine(); line != null && !line.isEmpty(); line = nextLine()) {
      if (!line.startsWith("Value ")) {
        throw fault(
            at,
            values.isEmpty()
                ? "the first line is not a Value: \"" + line + "\""
                : "a blank line is expected behind the last Value, not \"" + line + "\"");
      }
      Value value = value(line);
      if (values.stream().anyMatch(other -> other.name().equals(value.name()))) {
        throw fault(at, "the Value \"" + value.name() + "\" stands twice");
      }
      values.add(value);
    }
  }

  private Value value(String line) {
    String[] words = line.split(" ", 4);
    if (words.length < 3) {
      throw fault(at, "a Value has a name and an expression in parentheses");
    }
    boolean hasOptions = !words[2].startsWith("(");
    List<Value.Option> options = hasOptions ? options(words[1]) : List.of();
    String name = hasOptions ? words[2] : words[1];
    String[] parts = line.split(" ", hasOptions ? 4 : 3);
    String regex = parts.length < (hasOptions ? 4 : 3) ? "" : parts[parts.length - 1];
    if (name.length() > MAX_NAME) {
      throw fault(at, "the name \"" + name + "\" is longer than " + MAX_NAME + " characters");
    }
    if (!regex.startsWith("(") || !regex.endsWith(")")) {
      throw fault(
          at, "the expression of \"" + name + "\" is not in parentheses: \"" + regex + "\"");
    }
    LinePattern nested = null;
    if (options.contains(Value.Option.LIST)) {
      LinePattern pattern = pattern(regex, "the expression of \"" + name + "\"");
      nested = pattern.groups() > 1 && !pattern.names().isEmpty() ? pattern : null;
    }
    return new Value(name, options, regex, at, nested);
  }

  private List<Value.Option> options(String text) {
    List<Value.Option> options = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      Value.Option option =
          Stream.of(Value.Option.values())
              .filter(o -> o.word.equals(word))
              .findFirst()
              .orElseThrow(() -> fault(at, unknownOption(word)));
      if (options.contains(option)) {
        throw fault(at, "the option \"" + word + "\" stands twice");
      }
      options.add(option);
    }
    return List.copyOf(options);
  }

  private static String unknownOption(String word) {
    String known =
        EnumSet.allOf(Value.Option.class).stream()
            .map(option -> option.word)
            .collect(Collectors.joining(", "));
    return "unknown option \"" + word + "\"; known are " + known;
  }

  private LinePattern pattern(String regex, String what) {
    try {
      return new LinePattern(regex);
    } catch (BadRegex e) {
      throw fault(at, what + " is not a regular expression: " + e.getMessage() + ": " + regex);
    }
  }

  private boolean readState() {
    String name = nextLine();
    while (name != null && name.isEmpty()) {
      name = nextLine();
    }
    if (name == null) {
      return false;
    }
    if (!STATE_NAME.matcher(name).matches()
        || name.length() > MAX_NAME
        || Rule.LINE_ACTIONS.containsKey(name)
        || Rule.RECORD_ACTIONS.containsKey(name)) {
      throw fault(at, "\"" + name + "\" is not a name for a state");
    }
    List<Rule> found = new ArrayList<>();
    if (states.put(name, found) != null) {
      throw fault(at, "the state \"" + name + "\" stands twice");
    }
    stateLines.put(name, at);
    for (String line = nextLine(); line != null && !line.isEmpty(); line = nextLine()) {
      if (!line.startsWith(" ^") && !line.startsWith("  ^") && !line.startsWith("\t^")) {
        throw fault(at, "a rule begins with one or two blanks and \"^\", not \"" + line + "\"");
      }
      found.add(new RuleLine(file, at, values, PythonText.strip(line)).rule(rules++));
    }
    return true;
  }

  private void checkStates() {
    if (!states.containsKey(START)) {
      throw fault(Math.max(1, at), "the state \"" + START + "\" is missing");
    }
    for (String name : List.of(END, EOF)) {
      if (!states.getOrDefault(name, List.of()).isEmpty()) {
        throw fault(stateLines.getOrDefault(name, at), "the state \"" + name + "\" has rules");
      }
    }
    states.remove(END);
    Set<String> ends = Set.of("", END, EOF);
    for (List<Rule> state : states.values()) {
      for (Rule rule : state) {
        if (rule.lineAction() != Rule.LineAction.ERROR
            && !ends.contains(rule.target())
            && !states.containsKey(rule.target())) {
          throw fault(
              rule.line(),
              "there is no state \"" + rule.target() + "\"; there are " + states.keySet());
        }
      }
    }
  }

  private TemplateException fault(int line, String fault) {
    return new TemplateException(file, line, fault);
  }
}
