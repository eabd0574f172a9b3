package io.netauto.server.rows;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import io.netauto.server.runs.Outputs;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunId;
import io.netauto.server.runs.Runs;
import io.netauto.server.web.ProblemException;
import java.util.List;
import org.springframework.stereotype.Service;

/** Outputs of runs as rows; every method sees the actor's customer only. */
@Service
public class RunRows {
  private final Runs runs;
  private final Outputs outputs;
  private final OutputParser parser;
  private final TemplateFiles templates;

  RunRows(Runs runs, Outputs outputs, OutputParser parser, TemplateFiles templates) {
    this.runs = runs;
    this.outputs = outputs;
    this.parser = parser;
    this.templates = templates;
  }

  /**
   * The rows of what a command printed, or why there are none.
   *
   * @param command its index in the run, from 0
   */
  public Parsed rows(Actor actor, RunId id, int command) {
    Run run = runs.get(actor, id);
    checkCommand(command, run.commands());
    TemplateLibrary library = templates.current();
    return parser.parse(library, outputs.of(actor, run, command));
  }

  static void checkCommand(int command, List<String> commands) {
    if (command < 0 || command >= commands.size()) {
      throw ProblemException.invalid(
          "command",
          commands.size() == 1
              ? "There is one command: 0."
              : "There are %d commands: choose 0 to %d."
                  .formatted(commands.size(), commands.size() - 1));
    }
  }

  /** What of the operator's templates cannot be used as it is; empty when all is well. */
  public List<String> problems(Actor actor) {
    actor.require(Permission.RUNS_READ);
    return templates.current().problems();
  }
}
