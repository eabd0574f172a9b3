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
 * Cancels the run at the server when this process is stopped (Ctrl-C, SIGTERM, a closed terminal)
 * before the run has ended. Armed before the run is asked for, so that no moment is left in which a
 * run goes on unseen; the process then ends as signals end it, with 130 for Ctrl-C.
 */
final class CancelOnExit implements AutoCloseable {
  private static final int SECONDS = 10;

  private final Cli cli;
  private final CompletableFuture<String> run = new CompletableFuture<>();
  private final Thread hook = new Thread(this::cancel, "cancel-run");
  private volatile boolean stopping;

  CancelOnExit(Cli cli) {
    this.cli = cli;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The run has this id. */
  void started(String id) {
    run.complete(id);
  }

  /** Whether the process is being stopped. */
  boolean stopping() {
    return stopping;
  }

  private void cancel() {
    stopping = true;
    try {
      run.thenAcceptAsync(this::cancel, task -> Thread.ofVirtual().start(task))
          .get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failure failure) {
        cli.terminal().error("The run could not be cancelled: " + failure.getMessage());
      }
    } catch (TimeoutException e) {
      cli.terminal().error("The server did not confirm in time that the run is cancelled.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancel(String id) {
    cli.server().post("/runs/" + Server.segment(id) + "/cancel", null);
    // On a terminal, what is shown of a line and the echo of Ctrl-C stand before.
    String start = cli.terminal().errIsTerminal() ? "\n" : "";
    cli.terminal().error(start + "Cancelled run " + id + ".");
  }

  @Override
  public void close() {
    run.completeExceptionally(new CancellationException());
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is being stopped, and the hook is at work.
    }
  }
}
