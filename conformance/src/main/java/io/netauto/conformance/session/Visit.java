package io.netauto.conformance.session;

import io.netauto.conformance.Context;
import io.netauto.conformance.Verdict;
import io.netauto.conformance.Verdict.Fault;
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
          Duration.ofSeconds(60),
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
                SessionListener.none());
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
    Rehearsal.Expected expected = rehearsal.run(command, List.of());
    return compare(command, expected, session().run(command));
  }

  /** What of a result is not as expected. */
  public Optional<Verdict> compare(
      String command, Rehearsal.Expected expected, CommandResult result) {
    return switch (result) {
      case CommandResult.Done(var output) -> compare(command, expected, output.text());
      case CommandResult.Rejected(var output, var why) -> compare(command, expected, output.text());
      case CommandResult.Failed(var output, var why) ->
          Optional.of(
              new Verdict.Failed(
                  Fault.ENDED_WITH_ERROR, "\"" + command + "\" failed: " + words(why)));
    };
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
