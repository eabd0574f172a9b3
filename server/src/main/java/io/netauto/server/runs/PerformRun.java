package io.netauto.server.runs;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.Session;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.credentials.CredentialBreaker.Stopped;
import io.netauto.server.database.DatabaseTurns;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.Device.Reachability;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Way;
import io.netauto.server.inventory.WaysToDevices;
import io.netauto.server.jobs.NewJob.Mode;
import io.netauto.server.runs.OpenSessions.Given;
import io.netauto.server.runs.RunStates.Claimed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Does a run that was claimed: talks to the device, and records how it ended. No transaction or
 * connection is held while the device talks.
 */
@Component
class PerformRun {
  private static final Logger log = LoggerFactory.getLogger(PerformRun.class);

  private static final Duration LINES_FULL_FIRST = Duration.ofSeconds(2);
  private static final Duration LINES_FULL_LAST = Duration.ofSeconds(60);
  private static final Duration LINES_FULL_FOR = Duration.ofMinutes(10);

  private final Recorder recorder;
  private final RunReader reader;
  private final RunningSessions sessions;
  private final OpenSessions open;
  private final SessionPool pool;
  private final RunTable table;
  private final Platforms platforms;
  private final DeviceAccess devices;
  private final WaysToDevices ways;
  private final RunMeters meters;
  private final DatabaseTurns turns;
  private final Clock clock;

  PerformRun(
      Recorder recorder,
      RunReader reader,
      RunningSessions sessions,
      OpenSessions open,
      SessionPool pool,
      RunTable table,
      Platforms platforms,
      DeviceAccess devices,
      WaysToDevices ways,
      RunMeters meters,
      DatabaseTurns turns,
      Clock clock) {
    this.recorder = recorder;
    this.reader = reader;
    this.sessions = sessions;
    this.open = open;
    this.pool = pool;
    this.table = table;
    this.platforms = platforms;
    this.devices = devices;
    this.ways = ways;
    this.meters = meters;
    this.turns = turns;
    this.clock = clock;
  }

  /**
   * How a run ended.
   *
   * @param again when it is to begin again, for want of a line; null when it is over
   */
  private record Outcome(RunStatus status, Run.@Nullable Cause cause, @Nullable Instant again) {
    static final Outcome OK = new Outcome(RunStatus.OK, null);

    Outcome(RunStatus status, Run.@Nullable Cause cause) {
      this(status, cause, null);
    }

    /** What the device said last is told without what was typed to it. */
    Outcome without(SentSecrets sent) {
      return cause == null
          ? this
          : new Outcome(
              status,
              new Run.Cause(
                  cause.code(),
                  sent.mask(cause.summary()),
                  cause.expected(),
                  sent.mask(cause.lastBytes()),
                  cause.advice(),
                  cause.jumpHost()),
              again);
    }

    static Outcome error(String code, String summary, String expected, String advice) {
      return new Outcome(RunStatus.ERROR, new Run.Cause(code, summary, expected, "", advice));
    }
  }

  /**
   * Does the run on the calling thread.
   *
   * @return how it ended; empty when it is not this node's any longer or could not be recorded
   */
  Optional<RunEnd> perform(Claimed c) {
    long id = c.id().value();
    try (MDC.MDCCloseable a = MDC.putCloseable("run", c.id().toString());
        MDC.MDCCloseable b = MDC.putCloseable("device", c.hostname());
        MDC.MDCCloseable d = MDC.putCloseable("user", c.requestedBy());
        MDC.MDCCloseable e = MDC.putCloseable("job", c.job().toString());
        RunningSessions.Place place = sessions.enter(id)) {
      log.info("Run started, of {} commands.", c.commands().size());
      RunLog runLog = new RunLog(afterAll(c), recorder::dirty, () -> sessions.cancel(id), clock);
      Outcome outcome;
      try {
        outcome = talk(c, place, runLog);
      } catch (RuntimeException failure) {
        outcome = fault(place, failure);
      }
      place.talkIsOver();
      return end(c, runLog, place, outcome);
    }
  }

  /** A cancellation interrupts the thread, and so what it was doing with the database. */
  private static Outcome fault(RunningSessions.Place place, RuntimeException failure) {
    if (place.isCancelled()) {
      log.debug("A cancellation broke something off.", failure);
      return new Outcome(
          RunStatus.CANCELLED,
          new Run.Cause(
              "cancelled", "The run was cancelled.", "", "", "Run it again when it is wanted."));
    }
    log.error("The run failed by a fault of the server.", failure);
    return Outcome.error(
        "internal",
        "The server failed while it ran this: " + failure,
        "",
        "Run it again; if it fails again, report it with the server's log.");
  }

  /** The unfinished line of an earlier attempt becomes a line when the next begins. */
  private Claimed afterAll(Claimed c) {
    return c.seq() > 0 && turns.ask(() -> reader.endsUnfinished(c.id(), c.seq()))
        ? c.withLines(c.lines() + 1)
        : c;
  }

  private Optional<RunEnd> end(
      Claimed c, RunLog runLog, RunningSessions.Place place, Outcome outcome) {
    RunEnd end = endOf(c, runLog, place, outcome);
    if (!runLog.end(end)) {
      // It is judged by others, or at the next start.
      log.warn("The end of the run could not be recorded: {}", end.status().code());
      return Optional.empty();
    }
    String cause = end.cause() == null ? "" : end.cause().code();
    if (end.status().isFinal()) {
      meters.ended(end.status(), cause, place.elapsed());
    }
    log.info(
        "Run ended: status={} cause={} bytes={} milliseconds={}",
        end.status().code(),
        cause,
        runLog.total(),
        place.elapsed().toMillis());
    return Optional.of(end);
  }

  private static RunEnd endOf(
      Claimed c, RunLog runLog, RunningSessions.Place place, Outcome outcome) {
    if (outcome.status() == RunStatus.OK) {
      return RunEnd.ok(runLog.sum());
    }
    Run.Cause cause = outcome.cause();
    if (!place.stopping()) {
      if (outcome.again() != null) {
        return RunEnd.whenALineIsFree(outcome.again());
      }
      return new RunEnd(outcome.status(), cause, null, null);
    }
    if (c.mayBeginAgain()) {
      return RunEnd.again(null);
    }
    return RunEnd.because(
        RunStatus.INTERRUPTED,
        new Run.Cause(
            "server_stopped",
            "The server was stopped while this ran.",
            "",
            cause == null ? "" : cause.lastBytes(),
            c.mode() == Mode.READ
                ? "Run it again."
                : "Look at the device: the last command may have had its effect. Then run it"
                    + " again."));
  }

  private Outcome talk(Claimed c, RunningSessions.Place place, RunLog runLog) {
    place.begins(pool.changes());
    DeviceId id = c.device();
    Optional<Device> found =
        id == null ? Optional.empty() : turns.ask(() -> devices.find(c.customer(), id));
    if (found.isEmpty()) {
      return Outcome.error(
          "device_deleted", "The device was deleted before the run began.", "", "Add it again.");
    }
    Device device = found.get();
    Optional<Platform> platform = platforms.find(device.platform());
    if (platform.isEmpty()) {
      return Outcome.error(
          "platform_unknown",
          "There is no platform \"%s\" any longer.".formatted(device.platform()),
          "a known platform",
          "Edit the device and choose its platform.");
    }
    return switch (turns.ask(() -> ways.to(device))) {
      case Way.Closed(
              String code,
              _,
              String summary,
              String expected,
              String advice,
              var jumpHost) ->
          new Outcome(
              RunStatus.ERROR, new Run.Cause(code, summary, expected, "", advice, id(jumpHost)));
      case Way.Open way -> {
        runLog.uses(way.credRef());
        yield session(c, device, platform.get(), way, place, runLog);
      }
    };
  }

  private static @Nullable Long id(Optional<Device> device) {
    return device.map(d -> d.id().value()).orElse(null);
  }

  private Outcome session(
      Claimed c,
      Device device,
      Platform platform,
      Way.Open way,
      RunningSessions.Place place,
      RunLog runLog) {
    return opened(c, device, platform, way, place, runLog).without(SentSecrets.of(way));
  }

  private Outcome opened(
      Claimed c,
      Device device,
      Platform platform,
      Way.Open way,
      RunningSessions.Place place,
      RunLog runLog) {
    return switch (open.open(c, device, platform, way, place, runLog)) {
      case Given.Fresh(Session session, SessionKey key, var negotiated) -> {
        note(() -> devices.opened(device.id(), negotiated));
        yield in(session, key, c, place);
      }
      case Given.Reused(Session session, SessionKey key) -> {
        note(() -> table.reused(c.id()));
        note(() -> devices.contacted(device.id(), Reachability.Status.REACHABLE));
        yield in(session, key, c, place);
      }
      case Given.Nothing(Failure failure) -> {
        note(() -> devices.contacted(device.id(), reachability(failure)));
        Outcome failed = failed(failure, way.failed(failure));
        yield failure.cause() == Failure.Cause.LINES_FULL ? whenALineIsFree(c, failed) : failed;
      }
      case Given.Refused(Stopped why) -> new Outcome(RunStatus.ERROR, stopped(why));
    };
  }

  /** The run, and what becomes of the session after it. */
  private Outcome in(Session session, SessionKey key, Claimed c, RunningSessions.Place place) {
    boolean over = false;
    try {
      Outcome outcome = commands(c, session);
      over = outcome.status() != RunStatus.CANCELLED && CommandTraces.none(c.commands());
      return outcome;
    } finally {
      if (over && place.releases() && !place.stopping()) {
        pool.give(key, session, place.changes());
      } else {
        session.close();
      }
    }
  }

  /** Devices that are full are asked again, less and less often. */
  private Outcome whenALineIsFree(Claimed c, Outcome failed) {
    Instant now = clock.instant();
    Instant since = c.linesFullSince();
    if (since != null && now.isAfter(since.plus(LINES_FULL_FOR))) {
      return failed;
    }
    Duration wait = LINES_FULL_FIRST.multipliedBy(1L << Math.min(c.linesFull(), 10));
    return new Outcome(
        RunStatus.ERROR,
        failed.cause(),
        now.plus(wait.compareTo(LINES_FULL_LAST) < 0 ? wait : LINES_FULL_LAST));
  }

  private static Run.Cause stopped(Stopped why) {
    return new Run.Cause(
        "credential_stopped",
        "The credential \"%s\" is stopped since %s: %d logins in a row were refused, the last by %s at %s."
            .formatted(
                why.credRef(),
                time(why.stoppedAt()),
                why.refused(),
                why.hostname(),
                time(why.lastAt())),
        "an accepted login",
        "",
        "Nothing more is tried, so that the account is not locked. Correct the secret, then reset"
            + " the credential on the dashboard or with \"netauto credential reset %s\". After %s one"
                .formatted(why.credRef(), time(why.trialAt()))
            + " login is tried by itself.");
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A run does not fail because this could not be noted. */
  private void note(Runnable contact) {
    try {
      turns.ask(
          () -> {
            contact.run();
            return true;
          });
    } catch (DataAccessException | TransactionException e) {
      log.warn("The reachability of the device could not be noted: {}", e.toString());
    }
  }

  private static Outcome commands(Claimed c, Session session) {
    for (String command : c.commands()) {
      switch (session.run(command)) {
        case CommandResult.Done done -> {}
        case CommandResult.Rejected(CommandResult.Output output, Failure failure) -> {
          return failed(failure, Optional.empty());
        }
        case CommandResult.Failed(CommandResult.Output output, Failure failure) -> {
          return failed(failure, Optional.empty());
        }
      }
    }
    return Outcome.OK;
  }

  /**
   * @param jumpHost the one that failed; empty for the device itself
   */
  private static Outcome failed(Failure failure, Optional<Device> jumpHost) {
    return new Outcome(
        failure.cause() == Failure.Cause.CANCELLED ? RunStatus.CANCELLED : RunStatus.ERROR,
        new Run.Cause(
            failure.cause().name().toLowerCase(Locale.ROOT),
            jumpHost.map(d -> d.hostname() + ": ").orElse("") + failure.summary(),
            failure.expected(),
            failure.lastBytes(),
            failure.cause() == Failure.Cause.TELNET_DISABLED
                ? "Set the device's protocol to ssh, or the server's setting NET_AUTO_TELNET=true."
                : failure.advice(),
            id(jumpHost)));
  }

  /** Whether the device answered at all; a refused login is an answer. */
  private static Reachability.Status reachability(Failure failure) {
    if (failure.jumpHost() != null) {
      return Reachability.Status.UNREACHABLE;
    }
    return switch (failure.cause()) {
      case UNKNOWN_HOST, CONNECTION_REFUSED, UNREACHABLE, CONNECT_TIMEOUT, HANDSHAKE_TIMEOUT ->
          Reachability.Status.UNREACHABLE;
      case CANCELLED,
          INTERNAL,
          BAD_PRIVATE_KEY,
          TELNET_DISABLED,
          FORWARDING_REFUSED,
          ADDRESS_REFUSED ->
          Reachability.Status.UNKNOWN;
      case PROTOCOL_ERROR,
          NO_COMMON_ALGORITHM,
          HOST_KEY_UNKNOWN,
          HOST_KEY_CHANGED,
          AUTHENTICATION_REFUSED,
          AUTHENTICATION_TIMEOUT,
          SESSION_REFUSED,
          LINES_FULL,
          NO_PROMPT,
          ENABLE_REFUSED,
          CONNECTION_LOST,
          SILENT,
          COMMAND_TIMEOUT,
          UNCERTAIN_END,
          COMMAND_REJECTED,
          UNEXPECTED_QUESTION ->
          Reachability.Status.REACHABLE;
    };
  }
}
