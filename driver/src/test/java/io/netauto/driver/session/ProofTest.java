package io.netauto.driver.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices that know which blanks were typed to prove an end, and answer the worst with them. */
@Timeout(60)
class ProofTest {
  private static final String PROMPT = "r1# ";

  /** Rests behind its prompt until the blanks of a proof are typed; then sends the next answer. */
  private static final class Resting implements Transport {
    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    private final StringBuilder typed = new StringBuilder();
    private final Iterator<UnaryOperator<String>> answers;
    private boolean aborted;

    Resting(List<UnaryOperator<String>> answers) {
      this.answers = answers.iterator();
      say("Welcome\r\n" + PROMPT);
    }

    private void say(String text) {
      pieces.add(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
      if (aborted) {
        throw new IOException("aborted");
      }
      byte[] next = pieces.poll(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
      if (next == null) {
        return TIMEOUT;
      }
      System.arraycopy(next, 0, buffer, 0, next.length);
      return next.length;
    }

    @Override
    public void write(byte[] bytes) {
      for (byte each : bytes) {
        if (each != '\n' && each != '\r') {
          typed.append((char) each);
          continue;
        }
        String line = typed.toString();
        typed.setLength(0);
        boolean proof = !line.isEmpty() && line.isBlank();
        say(proof && answers.hasNext() ? answers.next().apply(line) : line + "\r\n" + PROMPT);
      }
    }

    @Override
    public void abort() {
      aborted = true;
    }

    @Override
    public void close() {
      abort();
    }
  }

  private static CommandResult run(UnaryOperator<String> answer) {
    return run(List.of(answer));
  }

  /**
   * @param answers what is sent for the blanks of each proof
   */
  private static CommandResult run(List<UnaryOperator<String>> answers) {
    OpenResult opened =
        new OpenSession(
                new Resting(answers),
                Login.password("admin", "pw"),
                Recording.PLATFORMS.get("frr"),
                Recording.options(),
                SessionListener.none(),
                session -> {})
            .open();
    assertThat(opened).isInstanceOf(OpenResult.Opened.class);
    try (Session session = ((OpenResult.Opened) opened).session()) {
      return session.run("show banner");
    }
  }

  private static void isUncertain(CommandResult result) {
    assertThat(result).isInstanceOf(CommandResult.Failed.class);
    assertThat(((CommandResult.Failed) result).failure().cause()).isEqualTo(Cause.UNCERTAIN_END);
  }

  private static void isDone(CommandResult result) {
    assertThat(result).isInstanceOf(CommandResult.Done.class);
    assertThat(result.output().text()).isEmpty();
  }

  @Test
  void blanks_below_the_line_where_they_were_typed_are_output() {
    isUncertain(run(List.of(b -> "\r\n" + PROMPT, b -> "\r\n" + b + "\r\n" + PROMPT)));
  }

  @Test
  void blanks_that_nobody_typed_are_output() {
    isUncertain(run(blanks -> blanks + "  \r\n" + PROMPT));
  }

  @Test
  void an_echo_behind_a_message_proves_the_end() {
    String message = "\r\n*Mar  1 00:00:01: %SYS-5-CONFIG_I: Configured from console\r\n";
    isDone(run(blanks -> message + blanks + "\r\n" + PROMPT));
    isDone(run(blanks -> message + PROMPT + blanks + "\r\n" + PROMPT));
  }

  @Test
  void an_echo_that_is_late_proves_the_end() {
    StringBuilder first = new StringBuilder();
    isDone(
        run(
            List.of(
                blanks -> {
                  first.append(blanks);
                  return "\r\n*Mar  1 00:00:01: %SYS-5-CONFIG_I: Configured from console\r\n"
                      + PROMPT;
                },
                blanks -> first + "\r\n" + PROMPT + blanks + "\r\n" + PROMPT)));
  }

  @Test
  void two_answers_without_blanks_prove_the_end() {
    isDone(run(List.of(b -> "\r\n" + PROMPT, b -> "\r\n" + PROMPT)));
  }
}
