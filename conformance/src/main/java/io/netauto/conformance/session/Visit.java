package io.netauto.conformance.session;

import io.netauto.conformance.Context;
import io.netauto.conformance.Verdict;
import io.netauto.conformance.Verdict.Fault;
import io.netauto.driver.Command;
import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Secret;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.simulator.recording.RecordedDevice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session of the driver with a served recording, beside its rehearsal. Used by one thread. */
public final class Visit implements AutoCloseable {
  private static final SessionOptions OPTIONS =
      new SessionOptions(
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          511,
          24,
          16 << 20,
          StandardCharsets.UTF_8,
          SessionOptions.Algorithms.MODERN);

  private final Context context;
  private final Scene scene;
  private final RecordedDevice device;
  private Rehearsal rehearsal;
  private @Nullable Session session;

  public Visit(Context context, Scene scene) {
    this.context = context;
    this.scene = scene;
    this.rehearsal = new Rehearsal(scene);
    this.device =
        context
            .fleet()
            .add(
                scene.name().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + context.chaos().seed(),
                scene.recording(),
                new PlatformStyle(scene.platform()).scenery(scene.prompts()),
                context.chaos());
  }

  /** Opens a session, once more after one that failed; what went wrong, or empty. */
  public Optional<Verdict> open() {
    Session before = session;
    if (before != null) {
      before.close();
    }
    rehearsal = new Rehearsal(scene);
    rehearsal.open();
    String password = scene.enablePassword();
    Login login =
        new Login(
            device.username(),
            Secret.of(device.password()),
            null,
            null,
            password == null ? null : Secret.of(password));
    OpenResult result =
        context
            .driver()
            .open(
                new Target(device.host(), device.port()),
                login,
                scene.platform(),
                HostKeys.trustAll(),
                OPTIONS,
                System.getenv("TRACE") == null
                    ? SessionListener.none()
                    : new SessionListener() {
                      public void bytes(byte[] b, int o, int l) {
                        System.err.println(
                            "<"
                                + new String(b, o, l, StandardCharsets.UTF_8)
                                    .replace("\r", "\\r")
                                    .replace("\n", "\\n")
                                + ">");
                      }

                      public void mark(io.netauto.driver.Mark m) {
                        System.err.println("--" + m);
                      }
                    });
    return switch (result) {
      case OpenResult.Opened(Session opened) -> {
        session = opened;
        yield Optional.empty();
      }
      case OpenResult.NotOpened(Failure why) ->
          Optional.of(new Verdict.Failed(Fault.ENDED_WITH_ERROR, "no session: " + words(why)));
    };
  }

  /** The open session. */
  public Session session() {
    Session open = session;
    if (open == null) {
      throw new IllegalStateException("The session is not open.");
    }
    return open;
  }

  /** Plays the recording along with the session. */
  public Rehearsal rehearsal() {
    return rehearsal;
  }

  /** Runs a command; what is not as recorded, or empty. */
  public Optional<Verdict> run(String command) {
    return run(command, List.of());
  }

  /** Runs a command and answers what it asks; what is not as recorded, or empty. */
  public Optional<Verdict> run(String text, List<Answer> answers) {
    Rehearsal.Expected expected = rehearsal.run(text, answers);
    Command command = Command.of(text);
    for (Answer each : answers) {
      command =
          each.line()
              ? command.answering(each.pattern(), each.keys())
              : command.pressing(each.pattern(), each.keys());
    }
    return compare(text, expected, session().run(command)).or(() -> place(text, expected));
  }

  /** Goes to a mode; what went wrong, or empty. */
  public Optional<Verdict> enter(String mode) {
    CommandResult result = session().enter(mode);
    Optional<String> reached = session().mode();
    return switch (result) {
      case CommandResult.Done(var output) ->
          reached.equals(Optional.of(mode))
              ? Optional.empty()
              : Optional.of(
                  Verdict.failed("entered " + mode + " and is in " + reached.orElse("none")));
      case CommandResult.Rejected(var output, var why) -> Optional.of(error("enter " + mode, why));
      case CommandResult.Failed(var output, var why) -> Optional.of(error("enter " + mode, why));
    };
  }

  private Optional<Verdict> place(String command, Rehearsal.Expected expected) {
    String prompt = session().prompt();
    if (!prompt.stripTrailing().equals(expected.prompt().stripTrailing())) {
      return Optional.of(
          Verdict.failed(
              "after \"%s\" the prompt is \"%s\", and the session says \"%s\""
                  .formatted(command, expected.prompt(), prompt)));
    }
    if (!session().mode().equals(expected.mode())) {
      return Optional.of(
          Verdict.failed(
              "after \"%s\" at \"%s\" the mode is %s, and the session says %s"
                  .formatted(
                      command,
                      prompt,
                      expected.mode().orElse("none"),
                      session().mode().orElse("none"))));
    }
    return Optional.empty();
  }

  private Optional<Verdict> compare(
      String command, Rehearsal.Expected expected, CommandResult result) {
    return switch (result) {
      case CommandResult.Done(var output) -> compare(command, expected, output.text());
      case CommandResult.Rejected(var output, var why) -> compare(command, expected, output.text());
      case CommandResult.Failed(var output, var why) -> Optional.of(error(command, why));
    };
  }

  private static Verdict error(String what, Failure why) {
    return new Verdict.Failed(Fault.ENDED_WITH_ERROR, "\"" + what + "\" failed: " + words(why));
  }

  private Optional<Verdict> compare(String command, Rehearsal.Expected expected, String output) {
    if (!expected.ends()) {
      return Optional.of(
          new Verdict.Failed(
              Fault.FALSE_OUTPUT,
              "\"%s\" ended well, and the recording ends at \"%s\", which is no prompt"
                  .formatted(command, expected.prompt())));
    }
    return Differences.between(expected.output(), withoutInjected(output))
        .map(
            difference ->
                new Verdict.Failed(Fault.FALSE_OUTPUT, "\"" + command + "\": " + difference));
  }

  private String withoutInjected(String output) {
    Set<String> injected = device.injected();
    if (injected.isEmpty() || output.isEmpty()) {
      return output;
    }
    StringBuilder kept = new StringBuilder();
    boolean any = false;
    for (String line : output.split("\n", -1)) {
      if (!injected.contains(line)) {
        kept.append(any ? "\n" : "").append(line);
        any = true;
      }
    }
    return kept.toString();
  }

  private static String words(Failure why) {
    String last = why.lastBytes();
    return "%s, %s Expected %s; last seen \"%s\""
        .formatted(
            why.cause(),
            why.summary(),
            why.expected(),
            last.length() > 160 ? "…" + last.substring(last.length() - 160) : last);
  }

  @Override
  public void close() {
    Session open = session;
    if (open != null) {
      open.close();
    }
    context.fleet().remove(device);
  }
}
