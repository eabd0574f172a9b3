package io.netauto.server.rows;

import io.netauto.driver.config.Redactor;
import io.netauto.driver.textfsm.Limits;
import io.netauto.driver.textfsm.ParseException;
import io.netauto.driver.textfsm.Table;
import io.netauto.driver.textfsm.TemplateException;
import io.netauto.server.rows.TemplateLibrary.Answer;
import io.netauto.server.runs.Outputs;
import io.netauto.server.runs.Outputs.Output;
import io.netauto.server.runs.Run;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Makes rows of outputs. Bounded in memory and time: outputs over {@link #MOST_BYTES} are refused,
 * a template has {@link #LIMITS}, and half of the processors at most are given to it, on threads of
 * its own, so that pages and sessions go on meanwhile.
 */
@Component
class OutputParser implements DisposableBean {
  /** An output of more bytes is not parsed. */
  static final int MOST_BYTES = 8 << 20;

  private static final Limits LIMITS =
      new Limits(MOST_BYTES + (1 << 20), 100_000, 1_000_000, Duration.ofSeconds(5));
  private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Outputs outputs;
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().daemon().name("netauto-parse-", 1).factory());

  OutputParser(Outputs outputs) {
    this.outputs = outputs;
  }

  /** The rows of one command of a run. */
  Parsed parse(TemplateLibrary library, Output output) {
    Run run = output.run();
    int command = output.command();
    if (command >= run.commands().size()) {
      return new Parsed.Nothing(
          "no_such_command",
          "This run has %d commands; choose one of them.".formatted(run.commands().size()));
    }
    String words = run.commands().get(command);
    if (!output.isComplete()) {
      return incomplete(run, words, output);
    }
    return switch (library.find(run.device().platform(), output.asked())) {
      case Answer.Unknown() ->
          new Parsed.Nothing(
              "no_template",
              "No template knows \"%s\" on %s; add one to the folder of NET_AUTO_TEXTFSM."
                  .formatted(words, run.device().platform()));
      case Answer.Unusable(String fault) ->
          new Parsed.Nothing(
              "template_unusable",
              "The template of \"%s\" cannot be used; correct it: %s".formatted(words, fault));
      case Answer.Known known -> parse(known, output);
    };
  }

  private static Parsed incomplete(Run run, String words, Output output) {
    String what =
        output.wasSent()
            ? "The output of \"%s\" is not complete".formatted(words)
            : "\"%s\" was not sent".formatted(words);
    return new Parsed.Nothing(
        "output_incomplete",
        switch (run.status()) {
          case PENDING -> "The run has not begun; wait for it.";
          case RUNNING -> what + " yet; wait for the end of the run.";
          case OK -> what + "; run it again.";
          case ERROR, CANCELLED, INTERRUPTED -> {
            Run.Cause cause = run.cause();
            yield cause == null
                ? "%s: the run ended as %s; run it again.".formatted(what, run.status().code())
                : "%s: %s".formatted(what, cause.summary());
          }
        });
  }

  private Parsed parse(Answer.Known known, Output output) {
    if (output.bytes() > MOST_BYTES) {
      return new Parsed.Nothing(
          "output_too_large",
          "The output has %,d bytes; up to %,d are made into rows. Ask the device for less, or download the text."
              .formatted(output.bytes(), MOST_BYTES));
    }
    try {
      if (!places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return new Parsed.Nothing(
            "parsers_busy", "The server is busy with other outputs; ask again in a minute.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return stopped();
    }
    try {
      String text = outputs.read(output);
      return apart(
          () -> {
            Redactor mask = output.mask();
            HiddenCells hidden = mask == null ? HiddenCells.NONE : HiddenCells.of(mask, text);
            try {
              Table table = known.parser().parse(text, LIMITS);
              return new Parsed.Rows(
                  known.parser().name(),
                  known.own(),
                  hidden.in(table),
                  hidden.noted(known.notes()));
            } catch (ParseException refused) {
              return new Parsed.Nothing(
                  "template_failed",
                  "The template failed: " + hidden.in(String.valueOf(refused.getMessage())));
            }
          });
    } finally {
      places.release();
    }
  }

  private Parsed apart(Callable<Parsed> work) {
    Future<Parsed> parsed = threads.submit(work);
    try {
      return parsed.get();
    } catch (InterruptedException e) {
      parsed.cancel(true);
      Thread.currentThread().interrupt();
      return stopped();
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case TemplateException bad ->
            new Parsed.Nothing(
                "template_unusable", "The template cannot be used: " + bad.getMessage());
        case null, default -> throw new IllegalStateException("Parsing failed.", e.getCause());
      };
    }
  }

  private static Parsed stopped() {
    return new Parsed.Nothing("parsers_busy", "The server stops; ask again in a minute.");
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
