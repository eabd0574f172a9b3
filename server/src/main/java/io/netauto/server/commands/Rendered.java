package io.netauto.server.commands;

import java.util.List;

/** What came of rendering a template. */
public sealed interface Rendered {
  /** The commands, without blank lines and without space around; at least one. */
  record Ready(List<String> commands) implements Rendered {
    public Ready {
      commands = List.copyOf(commands);
    }
  }

  /** There are no commands, for these reasons, by their lines; at least one. */
  record Failed(List<TemplateProblem> problems) implements Rendered {
    public Failed {
      problems = List.copyOf(problems);
    }
  }
}
