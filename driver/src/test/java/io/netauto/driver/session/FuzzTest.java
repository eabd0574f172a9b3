package io.netauto.driver.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Transcript;
import io.netauto.driver.session.FuzzedDevice.Fate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sessions with devices that do their worst: none ends well with a byte missing, none outlives its
 * limits, none leaves its connection open.
 *
 * <p>One thing cannot be told, and is counted by itself: the empty line that proves an end holds 2
 * to 33 blanks, at random. Output that holds the prompt with just as many blanks and the prompt
 * again, where the line was typed, makes the very bytes of a session that is over ({@link
 * FuzzedDevice#looksEnded}). A quarter of the devices prints prompts with blanks all the time; one
 * in some ten thousand of these may guess right, and none of the others.
 *
 * <p>{@code -Dfuzz.sessions=100000} runs as many, {@code -Dfuzz.base=N} others, {@code
 * -Dfuzz.seed=N} one alone.
 */
class FuzzTest {
  private static final int SESSIONS = Integer.getInteger("fuzz.sessions", 3000);
  private static final long BASE = Long.getLong("fuzz.base", 0);
  private static final int AT_ONCE = 200;
  private static final SessionOptions OPTIONS = Recording.options(6000, 3000, 8000);
  private static final String DONE = "done";

  /** The blanks of the proof stood in the output, just there and just as many. */
  private static final String GUESSED = "guessed";

  private static final long LONGEST_MILLIS = 30_000;

  /** What became of one session; {@code lie} is empty when it told the truth. */
  private record Outcome(long seed, Fate fate, String end, String lie, long millis) {}

  @Test
  @Timeout(3600)
  void never_calls_a_mutilated_output_a_success() throws Exception {
    Long only = Long.getLong("fuzz.seed");
    List<Callable<Outcome>> sessions = new ArrayList<>();
    Semaphore permits = new Semaphore(AT_ONCE);
    for (long i = 0; i < (only == null ? SESSIONS : 1); i++) {
      long seed = only == null ? BASE * 1_000_000_000L + i : only;
      sessions.add(
          () -> {
            permits.acquire();
            try {
              return talk(seed);
            } finally {
              permits.release();
            }
          });
    }
    List<Outcome> lies = new ArrayList<>();
    Map<Fate, Map<String, Integer>> ends = new EnumMap<>(Fate.class);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Outcome> future : threads.invokeAll(sessions)) {
        Outcome outcome = future.get();
        ends.computeIfAbsent(outcome.fate(), fate -> new TreeMap<>())
            .merge(outcome.end(), 1, Integer::sum);
        if (!outcome.lie().isEmpty()) {
          lies.add(outcome);
        }
      }
    }
    System.out.println(ends);
    assertThat(lies.stream().limit(5).toList()).as(lies.size() + " lies").isEmpty();
    int guessed = ends.values().stream().mapToInt(of -> of.getOrDefault(GUESSED, 0)).sum();
    assertThat(guessed).as("guessed right").isLessThanOrEqualTo(1 + SESSIONS / 25_000);
    if (only == null) {
      assertThat(ends).containsOnlyKeys(Fate.values());
      Map<String, Integer> answering = ends.get(Fate.ANSWERS);
      int all = answering.values().stream().mapToInt(Integer::intValue).sum();
      assertThat(answering.get(DONE)).as("of " + answering).isGreaterThan(all / 2);
      assertThat(ends.get(Fate.HANGS)).doesNotContainKey(DONE);
      assertThat(ends.get(Fate.FLOODS)).doesNotContainKey(DONE);
    }
  }

  private static Outcome talk(long seed) {
    FuzzedDevice device = new FuzzedDevice(seed);
    long began = System.nanoTime();
    Login login = Login.password("admin", "pw");
    OpenResult opened =
        new OpenSession(
                device,
                login,
                Recording.PLATFORMS.get("frr"),
                OPTIONS,
                SessionListener.none(),
                session -> {})
            .open();
    String lie = "";
    String end = opened instanceof OpenResult.NotOpened(var why) ? "open " + why.cause() : "";
    if (opened instanceof OpenResult.Opened(Session session, _)) {
      CommandResult result = session.run("show fuzz");
      if (result instanceof CommandResult.Failed(var output, var failure)) {
        end = failure.cause().toString();
      } else {
        end = DONE;
        String expected = cleaned(device.output());
        lie = result.output().text().equals(expected) ? "" : difference(expected, result);
        if (!lie.isEmpty() && device.holdsBlanks() && device.looksEnded()) {
          end = GUESSED;
          lie = "";
        }
      }
      session.close();
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    if (!device.isAborted()) {
      lie = "the connection is still open";
    } else if (millis > LONGEST_MILLIS) {
      lie = "took " + millis + " ms";
    }
    return new Outcome(seed, device.fate(), end, lie, millis);
  }

  private static String difference(String expected, CommandResult result) {
    String text = result.output().text();
    int at = 0;
    while (at < Math.min(expected.length(), text.length())
        && expected.charAt(at) == text.charAt(at)) {
      at++;
    }
    int from = Math.max(0, at - 40);
    return "%d of %d characters; at %d expected [%s] was [%s]"
        .formatted(
            text.length(),
            expected.length(),
            at,
            expected.substring(from, Math.min(expected.length(), at + 60)),
            text.substring(from, Math.min(text.length(), at + 60)));
  }

  private static String cleaned(byte[] output) {
    List<String> lines = new ArrayList<>();
    Transcript transcript =
        new Transcript(
            OPTIONS.charset(), Transcript.State.initial(), line -> lines.add(line.text()));
    transcript.bytes(output, 0, output.length);
    transcript.finish();
    return String.join("\n", lines);
  }
}
