package io.netauto.conformance.scrapli;

import io.netauto.conformance.Context;
import io.netauto.conformance.Verdict;
import io.netauto.conformance.session.Answer;
import io.netauto.conformance.session.PlatformStyle;
import io.netauto.conformance.session.Scene;
import io.netauto.conformance.session.Visit;
import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is done in one privilege level of a mock device. */
final class MockVisit {
  private static final List<String> NEVER_TYPED = List.of("\0");

  private final String device;
  private final Platform platform;
  private final MockDevice recorded;
  private final String level;

  MockVisit(String device, Platform platform, MockDevice recorded, String level) {
    this.device = device;
    this.platform = platform;
    this.recorded = recorded;
    this.level = level;
  }

  /** The login climbs, and the platform's own way leads to the level. */
  Verdict enter(Context context) {
    return visit(context, "enter", visit -> Optional.empty());
  }

  /** What is shown is as recorded. */
  Verdict show(Context context) {
    return visit(
        context,
        "show",
        visit -> {
          Optional<Verdict> fault = Optional.empty();
          for (Map.Entry<String, MockDevice.Event> each : events()) {
            MockDevice.Event event = each.getValue();
            if (fault.isEmpty() && !event.closes() && !event.isDialog() && staysAfter(event)) {
              fault = visit.run(each.getKey());
            }
          }
          return fault.isPresent() ? fault : visit.run("no such command");
        });
  }

  /** Questions in a command are answered as recorded. */
  Verdict answer(Context context) {
    return visit(
        context,
        "answer",
        visit -> {
          Optional<Verdict> fault = Optional.empty();
          for (Map.Entry<String, MockDevice.Event> each : events()) {
            if (fault.isEmpty() && each.getValue().isDialog() && staysAfter(each.getValue())) {
              fault = visit.run(each.getKey(), answers(each.getValue()));
            }
          }
          return fault;
        });
  }

  /** Each command that leads to another level does, in a session of its own. */
  Verdict move(Context context) {
    for (Map.Entry<String, MockDevice.Event> each : events()) {
      MockDevice.Event event = each.getValue();
      if (event.closes() || staysAfter(event)) {
        continue;
      }
      Verdict verdict =
          visit(
              context,
              "move by " + each.getKey(),
              visit -> visit.run(each.getKey(), answers(event)));
      if (!(verdict instanceof Verdict.Passed)) {
        return verdict;
      }
    }
    return Verdict.passed();
  }

  /** A command that closes the connection is told as that. */
  Verdict leave(Context context) {
    return visit(
        context,
        "leave",
        visit -> {
          for (Map.Entry<String, MockDevice.Event> each : events()) {
            if (each.getValue().closes()) {
              return lost(each.getKey(), visit.session().run(each.getKey()));
            }
          }
          return Optional.empty();
        });
  }

  /** A recording that ends at a pager never ends well. */
  Verdict pageWithoutEnd(Context context) {
    for (Map.Entry<String, MockDevice.Event> each : level().before().known().entrySet()) {
      MockDevice.Event event = each.getValue();
      if (!event.endsInPrompt() && !event.closes()) {
        MockDevice unopened = new MockDevice(level, recorded.levels(), NEVER_TYPED);
        Scene scene = scene("page", unopened);
        try (Visit visit = new Visit(context, scene)) {
          Optional<Verdict> fault = visit.open();
          return fault.orElseGet(
              () -> unfinished(each.getKey(), visit.session().run(each.getKey())));
        }
      }
    }
    return Verdict.skipped("no event of the level ends without a prompt");
  }

  private static Verdict unfinished(String command, CommandResult result) {
    return result instanceof CommandResult.Failed
        ? Verdict.passed()
        : new Verdict.Failed(
            Verdict.Fault.FALSE_OUTPUT,
            "\"" + command + "\" ended well, and the device stopped in mid-output");
  }

  private static Optional<Verdict> lost(String command, CommandResult result) {
    return result instanceof CommandResult.Failed(var output, var why)
            && why.cause() == Failure.Cause.CONNECTION_LOST
        ? Optional.empty()
        : Optional.of(
            Verdict.failed(
                "\"" + command + "\" closes the connection, and the session says " + result));
  }

  private interface Talking {
    Optional<Verdict> with(Visit visit);
  }

  /** Opens a session, goes to the level, and talks. */
  private Verdict visit(Context context, String purpose, Talking talking) {
    try (Visit visit = new Visit(context, scene(purpose, recorded))) {
      Optional<Verdict> fault = visit.open();
      if (fault.isEmpty()) {
        fault = goTo(visit);
      }
      for (String input : recorded.onOpen()) {
        fault = fault.isPresent() ? fault : visit.run(input);
      }
      return fault.or(() -> talking.with(visit)).orElseGet(Verdict::passed);
    }
  }

  /** Goes by the platform's own way, while the rehearsal goes by the recording's. */
  private Optional<Verdict> goTo(Visit visit) {
    String mode = modeOf(level);
    if (visit.rehearsal().mode().equals(Optional.of(mode))) {
      return Optional.empty();
    }
    for (Platform.Transition each : platform.path(visit.rehearsal().mode().orElse(""), mode)) {
      List<Answer> answers =
          each.asksForEnablePassword() ? List.of(Answer.line("", MockTalk.SECRET)) : List.of();
      visit.rehearsal().run(each.command(), answers);
    }
    if (!visit.rehearsal().mode().equals(Optional.of(mode))) {
      return Optional.of(Verdict.failed("the platform has no way from the login to mode " + mode));
    }
    return visit.enter(mode);
  }

  private Scene scene(String purpose, MockDevice from) {
    List<String> prompts = new ArrayList<>();
    recorded.levels().values().forEach(each -> prompts.add(each.prompt()));
    return new Scene(
        device + " " + level + " " + purpose,
        platform,
        () -> new MockTalk(from),
        prompts,
        MockTalk.SECRET);
  }

  private String modeOf(String name) {
    String prompt = Objects.requireNonNull(recorded.levels().get(name)).prompt();
    return new PlatformStyle(platform).modeAt(prompt).map(Platform.Mode::name).orElse("");
  }

  private MockDevice.Level level() {
    return Objects.requireNonNull(recorded.levels().get(level));
  }

  private List<Map.Entry<String, MockDevice.Event>> events() {
    return List.copyOf(level().after().known().entrySet());
  }

  private boolean staysAfter(MockDevice.Event event) {
    return event.level().equals(level);
  }

  private static List<Answer> answers(MockDevice.Event event) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 1; i < event.steps().size(); i++) {
      String input = event.steps().get(i).input();
      String question = PlatformStyle.lastLine(event.steps().get(i - 1).output());
      answers.add(
          Answer.line(question, input.equals(MockTalk.SECRET_MARK) ? MockTalk.SECRET : input));
    }
    return answers;
  }
}
