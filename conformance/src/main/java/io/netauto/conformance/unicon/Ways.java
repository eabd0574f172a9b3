package io.netauto.conformance.unicon;

import io.netauto.conformance.session.Answer;
import io.netauto.conformance.session.PlatformStyle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the way that the recording itself gives through questions, back to a prompt. */
final class Ways {
  private final Machine machine;
  private final PlatformStyle style;

  Ways(Machine machine, PlatformStyle style) {
    this.machine = machine;
    this.style = style;
  }

  /** True when the state's prompt is one of the platform's. */
  boolean isClaimed(Machine.State state) {
    return style.endsInPrompt(state.prompt());
  }

  /**
   * A way on from a state.
   *
   * @param answers none when the state is claimed already
   * @param missing files without which it cannot be played
   */
  record Way(List<Answer> answers, Machine.State end, List<String> missing) {}

  private record Step(Machine.State at, Way way) {}

  /** The shortest way from a state to one that is claimed; the recording's order breaks ties. */
  Optional<Way> from(Machine.State start) {
    ArrayDeque<Step> next = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    next.add(new Step(start, new Way(List.of(), start, start.preface().missing())));
    while (!next.isEmpty()) {
      Step step = next.remove();
      if (isClaimed(step.at())) {
        return Optional.of(step.way());
      }
      if (!seen.add(step.at().name())) {
        continue;
      }
      boolean pager = style.pagerAt(step.at().prompt()).isPresent();
      step.at().keys().forEach((key, answer) -> go(step, answer, pager, key, false, next));
      step.at().commands().forEach((line, answer) -> go(step, answer, pager, line, true, next));
    }
    return Optional.empty();
  }

  private void go(
      Step from,
      Machine.Answer answer,
      boolean pager,
      String typed,
      boolean line,
      ArrayDeque<Step> next) {
    Optional<Machine.State> to = machine.state(answer.next());
    if (to.isEmpty()) {
      return;
    }
    List<Answer> answers = new ArrayList<>(from.way().answers());
    if (!pager) {
      answers.add(new Answer(PlatformStyle.lastLine(from.at().prompt()), typed, line));
    }
    List<String> missing = new ArrayList<>(from.way().missing());
    missing.addAll(answer.missing());
    missing.addAll(to.get().preface().missing());
    next.add(new Step(to.get(), new Way(answers, to.get(), missing)));
  }

  /** The password that a state's command asks for on its way to a claimed state. */
  Optional<String> password(Machine.State from, String command) {
    Machine.Answer answer = from.commands().get(command);
    return answer == null
        ? Optional.empty()
        : machine
            .state(answer.next())
            .flatMap(this::from)
            .filter(way -> way.answers().size() == 1)
            .map(way -> way.answers().getFirst().keys());
  }

  /** The states that stand between a state and the end of its way, for the words of a reason. */
  static String prompt(Machine.State state) {
    return PlatformStyle.lastLine(state.prompt());
  }
}
