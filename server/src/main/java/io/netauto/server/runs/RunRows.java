package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.util.List;
import org.springframework.stereotype.Service;

/** Outputs of runs as rows; every method sees the actor's customer only. */
@Service
public class RunRows {
  private final Runs runs;
  private final CommandOutputs outputs;
  private final OutputParser parser;
  private final TemplateFiles templates;
  private final Masks masks;

  RunRows(
      Runs runs,
      CommandOutputs outputs,
      OutputParser parser,
      TemplateFiles templates,
      Masks masks) {
    this.runs = runs;
    this.outputs = outputs;
    this.parser = parser;
    this.templates = templates;
    this.masks = masks;
  }

  /**
   * The rows of what a command printed, or why there are none.
   *
   * @param command its index in the run, from 0
   */
  public Parsed rows(Actor actor, RunId id, int command) {
    Run run = runs.get(actor, id);
    checkCommand(command, run.commands());
    CommandOutputs.Place place = outputs.places(List.of(id), command).get(id);
    if (place == null) {
      throw new IllegalStateException("no place for the run " + id);
    }
    String asked = runs.asked(actor, id).commands().get(command);
    return parser.parse(templates.current(), run, command, asked, place, masks.toRead(actor, run));
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
