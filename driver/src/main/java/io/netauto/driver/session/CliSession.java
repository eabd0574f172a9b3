package io.netauto.driver.session;

import io.netauto.driver.Command;
import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.platform.Platform;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final String homePrompt;
  private final Optional<String> homeMode;
  private int next;
  private volatile boolean broken;

  /** The other side ended it. */
  private volatile boolean gone;

  CliSession(Wire wire, Prompts prompts, Login login, boolean echoes, Consumer<CliSession> onEnd) {
    this.wire = wire;
    this.login = login;
    this.prompts = prompts;
    this.echoes = echoes;
    this.onEnd = onEnd;
    this.homePrompt = prompts.current();
    this.homeMode = prompts.mode();
    wire.onEnd(
        () -> {
          gone = true;
          tellOfEnd();
        });
  }

  private void tellOfEnd() {
    if (!ended.isDone()) {
      Thread.startVirtualThread(() -> ended.complete(null));
    }
  }

  @Override
  public State state() {
    if (broken || gone || closed.get()) {
      return State.ENDED;
    }
    return running.isLocked() ? State.BUSY : isAtHome() ? State.READY : State.MOVED;
  }

  /** Where Enter does something, no prompt can be proven by an empty line. */
  private boolean isAtHome() {
    return prompts.mode().equals(homeMode)
        && prompts.same(prompts.current(), homePrompt)
        && wire.platform.modeOf(homePrompt).filter(Platform.Mode::enterActs).isEmpty();
  }

  @Override
  public CompletionStage<Void> ended() {
    return ended.minimalCompletionStage();
  }

  @Override
  public boolean park() {
    if (!running.tryLock()) {
      return false;
    }
    try {
      if (broken || gone || closed.get() || !isAtHome()) {
        return false;
      }
      wire.park();
      return true;
    } finally {
      running.unlock();
    }
  }

  @Override
  public OpenResult reopen(SessionListener listener) {
    if (state() == State.MOVED) {
      throw new IllegalStateException("The session is not where it was opened.");
    }
    if (broken || closed.get()) {
      return new OpenResult.NotOpened(
          new Failure(Failure.Cause.CANCELLED, "The session was closed on this side.", "", "", ""));
    }
    return alone(() -> handOver(listener), OpenResult.NotOpened.class::isInstance);
  }

  private OpenResult handOver(SessionListener listener) {
    next = 0;
    try {
      new Reopen(wire, prompts, homePrompt, wire.options.connect()).to(listener);
      return new OpenResult.Opened(this, wire.negotiated());
    } catch (Broken e) {
      return new OpenResult.NotOpened(e.failure());
    }
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
    return alone(
        () -> new SendCommand(wire, prompts, command, next++, echoes).run(), CliSession::failed);
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
    List<Platform.Transition> path = wire.platform.path(here, mode, prompts::isOpen);
    if (path.isEmpty() && !here.equals(mode)) {
      throw new IllegalArgumentException(
          "No way leads from the mode \"%s\" to \"%s\" on the platform \"%s\"."
              .formatted(here, mode, wire.platform.id()));
    }
    return alone(
        () -> new ChangeMode(wire, prompts, login, echoes).along(path), CliSession::failed);
  }

  private static boolean failed(CommandResult result) {
    return result instanceof CommandResult.Failed;
  }

  /** One operation at a time; one that fails ends the session. */
  private <R> R alone(Supplier<R> operation, Predicate<R> failed) {
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
        R result = operation.get();
        ready = !failed.test(result);
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
        tellOfEnd();
      }
    }
  }
}
