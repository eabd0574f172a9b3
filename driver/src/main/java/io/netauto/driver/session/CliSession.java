package io.netauto.driver.session;

import io.netauto.driver.Command;
import io.netauto.driver.CommandResult;
import io.netauto.driver.Login;
import io.netauto.driver.Session;
import io.netauto.driver.platform.Platform;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A session that is at its prompt, or has ended. */
public final class CliSession implements Session {
  private final Wire wire;
  private final Prompts prompts;
  private final Login login;
  private final boolean echoes;
  private final Consumer<CliSession> onEnd;
  private final ReentrantLock running = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();
  private int next;
  private volatile boolean broken;

  CliSession(Wire wire, Prompts prompts, Login login, boolean echoes, Consumer<CliSession> onEnd) {
    this.wire = wire;
    this.login = login;
    this.prompts = prompts;
    this.echoes = echoes;
    this.onEnd = onEnd;
  }

  @Override
  public String prompt() {
    return prompts.current();
  }

  @Override
  public Optional<String> mode() {
    return prompts.mode();
  }

  @Override
  public CommandResult run(Command command) {
    return alone(() -> new SendCommand(wire, prompts, command, next++, echoes).run());
  }

  @Override
  public CommandResult enter(String mode) {
    if (wire.platform.modes().stream().noneMatch(declared -> declared.name().equals(mode))) {
      throw new IllegalArgumentException(
          "The platform \"%s\" has no mode \"%s\"; it has %s."
              .formatted(
                  wire.platform.id(),
                  mode,
                  wire.platform.modes().stream().map(Platform.Mode::name).toList()));
    }
    String here = prompts.mode().orElse("");
    List<Platform.Transition> path = wire.platform.path(here, mode);
    if (path.isEmpty() && !here.equals(mode)) {
      throw new IllegalArgumentException(
          "No way leads from the mode \"%s\" to \"%s\" on the platform \"%s\"."
              .formatted(here, mode, wire.platform.id()));
    }
    return alone(() -> new ChangeMode(wire, prompts, login, echoes).along(path));
  }

  /** One operation at a time; one that fails ends the session. */
  private CommandResult alone(Supplier<CommandResult> operation) {
    if (!running.tryLock()) {
      throw new IllegalStateException("A command is running in this session already.");
    }
    try {
      if (broken || closed.get()) {
        throw new IllegalStateException("The session has ended.");
      }
      wire.begin();
      boolean ready = false;
      try {
        CommandResult result = operation.get();
        ready = !(result instanceof CommandResult.Failed);
        return result;
      } finally {
        wire.end();
        if (!ready) {
          broken = true;
          shut(wire::abort);
        }
      }
    } finally {
      running.unlock();
    }
  }

  @Override
  public void cancel() {
    wire.cancel();
    if (!running.isLocked()) {
      broken = true;
      shut(() -> {});
    }
  }

  @Override
  public void close() {
    if (running.isLocked() && !running.isHeldByCurrentThread()) {
      wire.cancel();
      return;
    }
    shut(
        () -> {
          sayGoodbye();
          wire.close();
        });
  }

  private void sayGoodbye() {
    if (broken) {
      return;
    }
    try {
      for (String farewell : wire.platform.onClose()) {
        wire.type(farewell);
      }
    } catch (IOException e) {
      // The connection is gone, which is what was wanted.
    }
  }

  private void shut(Runnable how) {
    if (closed.compareAndSet(false, true)) {
      try {
        how.run();
      } finally {
        onEnd.accept(this);
      }
    }
  }
}
