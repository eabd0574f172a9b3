package io.netauto.driver.detect;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Driver;
import io.netauto.driver.Failure;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.Negotiated;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.detect.Detected.Candidate;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which platform a device has. Logs in, looks at the SSH identification, the banner and
 * the prompt, and runs at most two read-only commands that its platforms name; no set-up step is
 * typed, and nothing is changed on the device. Safe for use by many threads.
 */
public final class Detector {
  private static final int MOST_COMMANDS = 2;
  private static final int MOST_OUTPUT = 64 << 10;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
  private static final Duration LONGEST_COMMAND = Duration.ofSeconds(30);

  private final Driver driver;
  private final Platforms platforms;

  public Detector(Driver driver, Platforms platforms) {
    this.driver = driver;
    this.platforms = platforms;
  }

  /**
   * Blocks the calling thread until the platform is clear, both commands were run, or a limit of
   * the options is reached; a command has 30 seconds, however much the options allow.
   */
  public Detected detect(Target target, Login login, HostKeys hostKeys, SessionOptions options) {
    List<Platform> all = List.copyOf(platforms.all());
    Banner banner = new Banner(options.charset());
    OpenResult opened =
        driver.open(target, login, NeutralPlatform.of(all), hostKeys, limited(options), banner);
    return switch (opened) {
      case OpenResult.NotOpened(Failure failure) -> {
        Seen seen = new Seen("", banner.text(""), "", Map.of());
        yield new Detected(new Weigh(all).candidates(seen), List.of(), failure);
      }
      case OpenResult.Opened(Session session, Optional<Negotiated> negotiated) -> {
        try (session) {
          String ident = negotiated.map(Negotiated::server).orElse("");
          yield ask(all, session, ident, banner.text(session.prompt()));
        }
      }
    };
  }

  /** Asks a session that is open; it stays open. */
  static Detected ask(List<Platform> all, Session session, String ident, String banner) {
    Weigh weigh = new Weigh(all);
    Map<String, String> outputs = new LinkedHashMap<>();
    Seen seen = new Seen(ident, banner, session.prompt(), outputs);
    List<Candidate> candidates = weigh.candidates(seen);
    @Nullable Failure stoppedBy = null;
    while (outputs.size() < MOST_COMMANDS
        && stoppedBy == null
        && Detected.best(candidates).isEmpty()) {
      Optional<String> command = Commands.best(all, candidates, seen, outputs.keySet());
      if (command.isEmpty()) {
        break;
      }
      CommandResult result = session.run(command.get());
      if (result instanceof CommandResult.Failed failed) {
        stoppedBy = failed.failure();
      }
      outputs.put(command.get(), result.output().text());
      seen = new Seen(ident, banner, seen.prompt(), outputs);
      candidates = weigh.candidates(seen);
    }
    return new Detected(candidates, List.copyOf(outputs.keySet()), stoppedBy);
  }

  private static SessionOptions limited(SessionOptions o) {
    return new SessionOptions(
        o.connect(),
        o.handshake(),
        o.authentication(),
        o.prompt(),
        shorter(o.silence(), LONGEST_SILENCE),
        shorter(o.command(), LONGEST_COMMAND),
        o.columns(),
        o.rows(),
        MOST_OUTPUT,
        o.charset(),
        o.algorithms(),
        o.gate(),
        o.destinations());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
