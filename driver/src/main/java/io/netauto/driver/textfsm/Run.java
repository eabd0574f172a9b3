package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One text on its way through a template. */
final class Run {
  private final Template template;
  private final Limits limits;
  private final Line line;
  private final Line scratch;
  private final Cell[] cells;
  private final LinePattern.@Nullable Lines[] patterns;
  private final List<Object[]> rows = new ArrayList<>();
  private List<Rule> state;
  private String stateName = TemplateFile.START;
  private int lineNumber;
  private long cellCount;

  Run(Template template, Limits limits) {
    this.template = template;
    this.limits = limits;
    this.line = new Line(limits.time());
    this.scratch = new Line(limits.time());
    this.cells = template.values().stream().map(Cell::new).toArray(Cell[]::new);
    this.patterns = new LinePattern.Lines[template.rules()];
    this.state = template.state(TemplateFile.START);
  }

  Table table(String text) {
    if (text.length() > limits.characters()) {
      throw refuse(
          "the text has " + text.length() + " characters; allowed are " + limits.characters());
    }
    int start = 0;
    while (start < text.length() && !isEnd()) {
      int end = PythonText.lineEnd(text, start);
      lineNumber++;
      read(text.substring(start, end));
      passLine();
      start = PythonText.afterLine(text, end);
    }
    if (!stateName.equals(TemplateFile.END) && !template.hasEof()) {
      record(null);
    }
    List<List<Object>> finished = new ArrayList<>(rows.size());
    for (Object[] row : rows) {
      finished.add(List.of(row));
    }
    return new Table(template.columns(), finished);
  }

  private void read(String text) {
    try {
      line.set(text);
    } catch (Line.TooLong e) {
      throw refuse(e.getMessage() + "; at line " + lineNumber + " of the text");
    }
  }

  private boolean isEnd() {
    return stateName.equals(TemplateFile.END) || stateName.equals(TemplateFile.EOF);
  }

  private void passLine() {
    for (Rule rule : state) {
      if (!matches(rule)) {
        continue;
      }
      act(rule);
      if (rule.lineAction() == Rule.LineAction.CONTINUE) {
        continue;
      }
      if (!rule.target().isEmpty()) {
        stateName = rule.target();
        if (!isEnd()) {
          state = template.state(stateName);
        }
      }
      return;
    }
  }

  private boolean matches(Rule rule) {
    LinePattern.Lines pattern = patterns[rule.index()];
    if (pattern == null) {
      pattern = rule.pattern().lines();
      patterns[rule.index()] = pattern;
    }
    try {
      if (!pattern.match(line)) {
        return false;
      }
      for (Rule.Set set : rule.sets()) {
        int start = pattern.start(set.group());
        assign(
            set.value(), start < 0 ? null : line.text().substring(start, pattern.end(set.group())));
      }
      return true;
    } catch (Line.TooLong e) {
      throw refuse(rule, String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw refuse(rule, "the expression goes too deep for this line");
    }
  }

  private void assign(int index, @Nullable String text) {
    Cell cell = cells[index];
    cell.assign(text, scratch);
    if (text != null && !text.isEmpty() && template.values().get(index).is(Value.Option.FILLUP)) {
      for (int i = rows.size() - 1; i >= 0 && Cell.isEmpty(rows.get(i)[index]); i--) {
        rows.get(i)[index] = text;
      }
    }
  }

  private void act(Rule rule) {
    switch (rule.recordAction()) {
      case RECORD -> record(rule);
      case CLEAR -> clear();
      case CLEAR_ALL -> {
        for (Cell cell : cells) {
          cell.clearAll();
        }
      }
      case NO_RECORD -> {}
    }
    if (rule.lineAction() == Rule.LineAction.ERROR) {
      throw refuse(rule, rule.target().isEmpty() ? "the template ends here" : rule.target());
    }
  }

  private void clear() {
    for (Cell cell : cells) {
      cell.clear();
    }
  }

  private void record(@Nullable Rule rule) {
    boolean empty = true;
    for (Cell cell : cells) {
      if (!cell.save()) {
        clear();
        return;
      }
      empty &= cell.content() == null || cell.content().equals(List.of());
    }
    if (empty) {
      return;
    }
    Object[] row = new Object[cells.length];
    for (int i = 0; i < cells.length; i++) {
      Object content = cells[i].content();
      row[i] = content == null ? "" : content;
      cellCount += content instanceof List<?> items ? 1 + items.size() : 1;
    }
    rows.add(row);
    if (rows.size() > limits.rows() || cellCount > limits.cells()) {
      String what = "the table is larger than " + limits.rows() + " rows or " + limits.cells();
      throw rule == null ? refuse(what + " cells") : refuse(rule, what + " cells");
    }
    clear();
  }

  private ParseException refuse(String why) {
    return new ParseException(template.name() + ": " + why);
  }

  private ParseException refuse(Rule rule, String why) {
    String text = line.text();
    String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
    return new ParseException(
        template.name()
            + ":"
            + rule.line()
            + ": "
            + why
            + "; at line "
            + lineNumber
            + " of the text: \""
            + shown
            + "\"");
  }
}
