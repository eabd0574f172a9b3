package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one rule: an expression and what to do when it matches. */
final class RuleLine {
  private static final Pattern ARROW = Pattern.compile("(.*)\\s->(.*)", Pattern.DOTALL);
  private static final Pattern ACTION =
      Pattern.compile(
          "(?:\\s+(?:(?<line>Continue|Next|Error)(?:\\.(?<after>Clear|Clearall|Record|NoRecord))?"
              + "|(?<record>Clear|Clearall|Record|NoRecord)))?"
              + "(?:\\s+(?<target>\\w+|\".*\"))?",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:(?<dollar>\\$)|\\{(?<braced>[_a-z][_a-z0-9]*)\\}|(?<bare>[_a-z][_a-z0-9]*))?",
          Pattern.CASE_INSENSITIVE);

  private final String file;
  private final int number;
  private final List<Value> values;
  private final String text;

  RuleLine(String file, int number, List<Value> values, String text) {
    this.file = file;
    this.number = number;
    this.values = values;
    this.text = text;
  }

  Rule rule(int index) {
    Matcher arrow = ARROW.matcher(text);
    boolean hasAction = arrow.matches();
    LinePattern pattern = pattern(hasAction ? arrow.group(1) : text);
    List<Rule.Set> sets = new ArrayList<>();
    for (Map.Entry<String, Integer> group : pattern.names().entrySet()) {
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i).name().equals(group.getKey())) {
          sets.add(new Rule.Set(i, group.getValue()));
        }
      }
    }
    Matcher action = ACTION.matcher(hasAction ? arrow.group(2) : "");
    if (!action.matches()) {
      throw fault(
          "what follows \"->\" is not an action (Next, Continue or Error, with .Record, .NoRecord,"
              + " .Clear or .Clearall, and a state): \""
              + text
              + "\"");
    }
    Rule.LineAction lineAction =
        lookUp(Rule.LINE_ACTIONS, action.group("line"), Rule.LineAction.NEXT);
    String record = action.group(action.group("record") == null ? "after" : "record");
    String target = action.group("target") == null ? "" : action.group("target");
    if (lineAction == Rule.LineAction.CONTINUE && !target.isEmpty()) {
      throw fault("Continue cannot go to another state, here \"" + target + "\"");
    }
    if (lineAction != Rule.LineAction.ERROR && target.startsWith("\"")) {
      throw fault("a message in quotes stands behind Error only, here " + target);
    }
    return new Rule(
        index,
        number,
        pattern,
        List.copyOf(sets),
        lineAction,
        lookUp(Rule.RECORD_ACTIONS, record, Rule.RecordAction.NO_RECORD),
        target);
  }

  private static <T> T lookUp(Map<String, T> words, @Nullable String word, T otherwise) {
    return word == null ? otherwise : words.getOrDefault(word, otherwise);
  }

  private LinePattern pattern(String match) {
    String regex = values.isEmpty() ? match : substitute(match);
    try {
      return new LinePattern(regex);
    } catch (BadRegex e) {
      throw fault("not a regular expression: " + e.getMessage() + ": " + regex + blame(match));
    }
  }

  /** Names the value whose expression is at fault on its own. */
  private String blame(String match) {
    for (Value value : values) {
      try {
        PythonRegex.parse(value.group());
      } catch (BadRegex e) {
        if (match.contains(value.name())) {
          return " (see the Value \"" + value.name() + "\" in line " + value.line() + ")";
        }
      }
    }
    return "";
  }

  private String substitute(String match) {
    Matcher matcher = VARIABLE.matcher(match);
    StringBuilder regex = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(regex, "");
      if (matcher.group("dollar") != null) {
        regex.append('$');
      } else {
        String braced = matcher.group("braced");
        regex.append(group(braced == null ? matcher.group("bare") : braced));
      }
    }
    matcher.appendTail(regex);
    return regex.toString();
  }

  private String group(@Nullable String name) {
    if (name == null) {
      throw fault("\"$\" is followed by a Value's name; the end of a line is \"$$\": " + text);
    }
    for (Value value : values) {
      if (value.name().equals(name)) {
        return value.group();
      }
    }
    throw fault(
        "there is no Value \""
            + name
            + "\"; there are "
            + values.stream().map(Value::name).toList());
  }

  private TemplateException fault(String fault) {
    return new TemplateException(file, number, fault);
  }
}
