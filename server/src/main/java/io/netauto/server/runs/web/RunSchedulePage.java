package io.netauto.server.runs.web;

import io.netauto.server.commands.Danger;
import io.netauto.server.runs.Schedule;
import java.util.List;

/** Asks whether the job of a schedule is to be made now. */
public record RunSchedulePage(Schedule schedule, List<Danger> dangers) {
  public RunSchedulePage {
    dangers = List.copyOf(dangers);
  }
}
