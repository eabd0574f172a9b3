package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Server;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Cancels a run or job at the server, or says that it goes on there, when this process is stopped
 * (Ctrl-C, SIGTERM, a closed terminal) before it has ended. Armed before it is asked for, so that
 * no moment is left in which it goes on unseen; the process then ends as signals end it, with 130
 * for Ctrl-C.
 */
final class OnInterrupt implements AutoCloseable {
  private static final int SECONDS = 10;

  private interface Act {
    void on(String id);
  }

  private final Cli cli;
  private final String what;
  private final Act act;
  private final CompletableFuture<String> started = new CompletableFuture<>();
  private final Thread hook = new Thread(this::act, "on-interrupt");
  private volatile Runnable before = () -> {};
  private volatile boolean stopping;

  private OnInterrupt(Cli cli, String what, boolean cancel) {
    this.cli = cli;
    this.what = what;
    this.act = cancel ? this::cancel : this::leave;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static OnInterrupt cancelRun(Cli cli) {
    return new OnInterrupt(cli, "run", true);
  }

  static OnInterrupt cancelJob(Cli cli) {
    return new OnInterrupt(cli, "job", true);
  }

  static OnInterrupt leaveJob(Cli cli) {
    return new OnInterrupt(cli, "job", false);
  }

  /** What is done first, such as taking a line of progress away. */
  void before(Runnable task) {
    before = task;
  }

  /** The run or job has this id. */
  void started(String id) {
    started.complete(id);
  }

  /** Whether the process is being stopped. */
  boolean stopping() {
    return stopping;
  }

  private void act() {
    stopping = true;
    before.run();
    try {
      started
          .thenAcceptAsync(act::on, task -> Thread.ofVirtual().start(task))
          .get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failure failure) {
        cli.terminal().error("The " + what + " could not be cancelled: " + failure.getMessage());
      }
    } catch (TimeoutException e) {
      cli.terminal().error("The server did not answer in time: see netauto " + what + " list");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancel(String id) {
    cli.server().post("/" + what + "s/" + Server.segment(id) + "/cancel", null);
    say("Cancelled " + what + " " + id + ".");
  }

  private void leave(String id) {
    say("Job " + id + " goes on at the server.");
    cli.terminal().error("  watch it:   netauto job watch " + id);
    cli.terminal().error("  cancel it:  netauto job cancel " + id);
  }

  private void say(String words) {
    // On a terminal, what is shown of a line and the echo of Ctrl-C stand before.
    cli.terminal().error((cli.terminal().errIsTerminal() ? "\n" : "") + words);
  }

  @Override
  public void close() {
    started.completeExceptionally(new CancellationException());
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is being stopped, and the hook is at work.
    }
  }
}
