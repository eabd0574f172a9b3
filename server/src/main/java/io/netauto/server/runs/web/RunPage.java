package io.netauto.server.runs.web;

import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run with its first lines; the page's script fetches the others as they are needed.
 *
 * @param deviceEnabled whether it could be run again now
 * @param editPath where the device is edited; null for who may not, and for a deleted one
 * @param key makes a second press of the same button the same run
 */
public record RunPage(
    Run run, List<RunLine> lines, boolean deviceEnabled, @Nullable String editPath, String key) {
  public RunPage {
    lines = List.copyOf(lines);
  }

  /** How many secrets are hidden in the lines. */
  public int hidden() {
    return lines.stream().mapToInt(RunLine::hidden).sum();
  }

  /** Neighbouring lines of which all or none belong to the session. */
  public record Stretch(boolean session, boolean first, List<RunLine> lines) {
    public String label() {
      return "%s, %s"
          .formatted(
              first ? "Login and set-up" : "Session",
              lines.size() == 1 ? "1 line" : lines.size() + " lines");
    }
  }

  public List<Stretch> stretches() {
    List<Stretch> stretches = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= lines.size(); i++) {
      if (i == lines.size() || isSession(i) != isSession(from)) {
        stretches.add(new Stretch(isSession(from), from == 0, lines.subList(from, i)));
        from = i;
      }
    }
    return stretches;
  }

  private boolean isSession(int i) {
    return lines.get(i).part().equals("session");
  }

  /** Session lines are folded, unless the run got no further than them. */
  public boolean foldsSession() {
    return !run.status().isFinal() || lines.stream().anyMatch(l -> l.part().equals("command"));
  }

  /** What came before the command on its line; null when the line does not end with it. */
  public @Nullable String prompt(RunLine line) {
    if (!line.part().equals("command")
        || line.command() < 0
        || line.command() >= run.commands().size()) {
      return null;
    }
    String command = run.commands().get(line.command());
    return line.text().endsWith(command)
        ? line.text().substring(0, line.text().length() - command.length())
        : null;
  }

  public String title() {
    List<String> commands = run.commands();
    return commands.getFirst()
        + (commands.size() == 1 ? "" : " and %d more".formatted(commands.size() - 1));
  }

  public boolean isOver() {
    return run.status().isFinal();
  }
}
