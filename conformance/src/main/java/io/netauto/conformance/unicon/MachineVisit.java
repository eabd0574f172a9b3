package io.netauto.conformance.unicon;

import io.netauto.conformance.Context;
import io.netauto.conformance.Verdict;
import io.netauto.conformance.session.PlatformStyle;
import io.netauto.conformance.session.Scene;
import io.netauto.conformance.session.Visit;
import io.netauto.driver.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done at one claimed state of a machine. */
final class MachineVisit {
  private final String file;
  private final Platform platform;
  private final Machine machine;
  private final Machine.State state;
  private final PlatformStyle style;
  private final Ways ways;

  MachineVisit(String file, Platform platform, Machine machine, Machine.State state) {
    this.file = file;
    this.platform = platform;
    this.machine = machine;
    this.state = state;
    this.style = new PlatformStyle(platform);
    this.ways = new Ways(machine, style);
  }

  Platform platform() {
    return platform;
  }

  String name() {
    return file + " " + state.name();
  }

  private String mode() {
    return style.modeAt(state.prompt()).map(Platform.Mode::name).orElse("");
  }

  /** Runs the commands that stay in the state. */
  Verdict show(Context context) {
    Optional<String> hindrance = hindrance();
    if (hindrance.isPresent()) {
      return Verdict.skipped(hindrance.get());
    }
    try (Visit visit = new Visit(context, scene("show", climbPassword()))) {
      Optional<Verdict> fault = visit.open().or(() -> comeBack(visit));
      for (Map.Entry<String, Machine.Answer> each : state.commands().entrySet()) {
        if (fault.isEmpty() && stays(each.getKey(), each.getValue())) {
          fault = visit.run(each.getKey());
        }
      }
      return fault.orElseGet(Verdict::passed);
    }
  }

  private boolean stays(String command, Machine.Answer answer) {
    return !command.isBlank()
        && answer.missing().isEmpty()
        && (answer.next().isEmpty() || answer.next().equals(state.name()));
  }

  /** Runs a command that leads elsewhere, and answers what is asked on the way. */
  Verdict move(Context context, String command, Machine.Answer answer) {
    Optional<String> hindrance = hindrance();
    if (hindrance.isPresent()) {
      return Verdict.skipped(hindrance.get());
    }
    Optional<Machine.State> next = machine.state(answer.next());
    if (next.isEmpty()) {
      return Verdict.skipped("the recording has no state \"" + answer.next() + "\"");
    }
    Optional<Ways.Way> way = ways.from(next.get());
    if (way.isEmpty()) {
      return Verdict.skipped(
          "no answer in the recording leads from \"%s\" back to a prompt of the platform"
              .formatted(Ways.prompt(next.get())));
    }
    Optional<String> blind =
        way.get().answers().stream()
            .filter(each -> each.question().isBlank())
            .findFirst()
            .map(each -> "the device waits where nothing is shown to wait behind");
    List<String> missing = way.get().missing();
    if (blind.isPresent() || !missing.isEmpty() || !answer.missing().isEmpty()) {
      return Verdict.skipped(blind.orElseGet(() -> "the recording lacks a file that it names"));
    }
    try (Visit visit = new Visit(context, scene("move by " + command, climbPassword()))) {
      return visit
          .open()
          .or(() -> comeBack(visit))
          .or(() -> visit.run(command, way.get().answers()))
          .orElseGet(Verdict::passed);
    }
  }

  /** True when the recording knows the transition from here, and its way ends in its mode. */
  boolean knows(Platform.Transition transition) {
    if (!transition.from().equals(mode())) {
      return false;
    }
    return Optional.ofNullable(state.commands().get(transition.command()))
        .flatMap(answer -> machine.state(answer.next()))
        .flatMap(ways::from)
        .filter(way -> way.missing().isEmpty() && answersFit(transition, way))
        .flatMap(way -> style.modeAt(way.end().prompt()))
        .filter(end -> end.name().equals(transition.to()))
        .isPresent();
  }

  private static boolean answersFit(Platform.Transition transition, Ways.Way way) {
    return way.answers().size() <= transition.answers().size();
  }

  /** Goes to another mode by the platform's own transition. */
  Verdict enter(Context context, Platform.Transition transition) {
    Optional<String> hindrance = hindrance();
    if (hindrance.isPresent()) {
      return Verdict.skipped(hindrance.get());
    }
    String password = ways.password(state, transition.command()).orElse(null);
    try (Visit visit = new Visit(context, scene("enter " + transition.to(), password))) {
      return visit.open().or(() -> visit.enter(transition.to())).orElseGet(Verdict::passed);
    }
  }

  /** The password that a transition taken at each login asks for here, or null. */
  private @Nullable String climbPassword() {
    return climb().flatMap(each -> ways.password(state, each.command())).orElse(null);
  }

  private Optional<Platform.Transition> climb() {
    return platform.transitions().stream()
        .filter(each -> each.always() && each.from().equals(mode()))
        .findFirst();
  }

  /** Why the platform's own way to begin a session cannot be gone here. */
  private Optional<String> hindrance() {
    return climb()
        .filter(each -> !knows(each))
        .map(
            each ->
                "the platform begins with \"%s\" at \"%s\", which the recording does not answer"
                    .formatted(each.command(), Ways.prompt(state)));
  }

  /** Goes back to the mode of the state, where the login has left it. */
  private Optional<Verdict> comeBack(Visit visit) {
    if (visit.rehearsal().mode().equals(Optional.of(mode()))) {
      return Optional.empty();
    }
    for (Platform.Transition each : platform.path(visit.rehearsal().mode().orElse(""), mode())) {
      visit.rehearsal().run(each.command(), List.of());
    }
    return visit.rehearsal().mode().equals(Optional.of(mode()))
        ? visit.enter(mode())
        : Optional.of(
            Verdict.skipped(
                "the platform leaves mode %s at each login, and the recording knows no way back"
                    .formatted(mode())));
  }

  private Scene scene(String purpose, @Nullable String enablePassword) {
    return new Scene(
        name() + " " + purpose,
        platform,
        () -> new MachineTalk(machine, state, style),
        List.of(Ways.prompt(state)),
        enablePassword);
  }
}
