package io.netauto.driver.session;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Session;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A session that is at its prompt, or has ended. */
public final class CliSession implements Session {
  private final Wire wire;
  private final Prompts prompts;
  private final boolean echoes;
  private final Consumer<CliSession> onEnd;
  private final ReentrantLock running = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();
  private int next;
  private volatile boolean broken;

  CliSession(Wire wire, Prompts prompts, boolean echoes, Consumer<CliSession> onEnd) {
    this.wire = wire;
    this.prompts = prompts;
    this.echoes = echoes;
    this.onEnd = onEnd;
  }

  @Override
  public String prompt() {
    return prompts.current();
  }

  @Override
  public CommandResult run(String command) {
    check(command);
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
        CommandResult result = new SendCommand(wire, prompts, command, next++, echoes).run();
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

  private static void check(String command) {
    for (int i = 0; i < command.length(); i++) {
      if (Character.isISOControl(command.charAt(i))) {
        throw new IllegalArgumentException(
            "The command holds the control character U+%04X at position %d."
                .formatted((int) command.charAt(i), i));
      }
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
