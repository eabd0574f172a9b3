package io.netauto.server.runs;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Driver;
import io.netauto.driver.Failure;
import io.netauto.driver.Negotiated;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.Device.Reachability;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.Way;
import io.netauto.server.inventory.WaysToDevices;
import io.netauto.server.jobs.NodeName;
import io.netauto.server.jobs.Work;
import io.netauto.server.runs.RunTable.Claimed;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Does a run: claims it, talks to the device, and records how it ended. No transaction or
 * connection is held while the device talks.
 */
@Component
class PerformRun implements Work {
  /** The name of this work in the queue. */
  static final String NAME = "run";

  private static final Logger log = LoggerFactory.getLogger(PerformRun.class);

  private static final int END_ATTEMPTS = 120;
  private static final Duration END_PAUSE = Duration.ofMillis(500);

  private final RunTable runs;
  private final Recorder recorder;
  private final RunningSessions sessions;
  private final Driver driver;
  private final Platforms platforms;
  private final DeviceAccess devices;
  private final WaysToDevices ways;
  private final SessionOptions options;
  private final RunMeters meters;
  private final NodeName node;
  private final Clock clock;

  PerformRun(
      RunTable runs,
      Recorder recorder,
      RunningSessions sessions,
      Driver driver,
      Platforms platforms,
      DeviceAccess devices,
      WaysToDevices ways,
      SessionOptions options,
      RunMeters meters,
      NodeName node,
      Clock clock) {
    this.runs = runs;
    this.recorder = recorder;
    this.sessions = sessions;
    this.driver = driver;
    this.platforms = platforms;
    this.devices = devices;
    this.ways = ways;
    this.options = options;
    this.meters = meters;
    this.node = node;
    this.clock = clock;
  }

  /** How a run ended. */
  private record Outcome(RunStatus status, Run.@Nullable Cause cause) {
    static final Outcome OK = new Outcome(RunStatus.OK, null);

    static Outcome error(String code, String summary, String expected, String advice) {
      return new Outcome(RunStatus.ERROR, new Run.Cause(code, summary, expected, "", advice));
    }
  }

  @Override
  public void perform(long id) {
    RunId run = new RunId(id);
    Optional<Claimed> claimed = runs.claim(run, node.value());
    if (claimed.isEmpty()) {
      endUnlessRunningHere(run);
      return;
    }
    Claimed c = claimed.get();
    try (MDC.MDCCloseable a = MDC.putCloseable("run", c.id().toString());
        MDC.MDCCloseable b = MDC.putCloseable("device", c.hostname());
        MDC.MDCCloseable d = MDC.putCloseable("user", c.requestedBy());
        RunningSessions.Place place = sessions.enter(id)) {
      log.info("Run started: {}", c.commands());
      RunLog runLog = new RunLog(id, recorder::dirty, clock);
      Outcome outcome;
      try {
        outcome = talk(c, place, runLog);
      } catch (RuntimeException e) {
        log.error("The run failed by a fault of the server.", e);
        outcome =
            Outcome.error(
                "internal",
                "The server failed while it ran this: " + e,
                "",
                "Run it again; if it fails again, report it with the server's log.");
      }
      place.talkIsOver();
      end(run, runLog, place, outcome);
    }
  }

  private void end(RunId run, RunLog runLog, RunningSessions.Place place, Outcome outcome) {
    if (!runLog.flush()) {
      return; // The server stops without its database: the run is judged at the next start.
    }
    Outcome o = outcome;
    if (place.stopping() && o.status() != RunStatus.OK) {
      o =
          new Outcome(
              RunStatus.INTERRUPTED,
              new Run.Cause(
                  "server_stopped",
                  "The server was stopped while this ran.",
                  "",
                  o.cause() == null ? "" : o.cause().lastBytes(),
                  "Run it again."));
    }
    store(run, o);
    meters.ended(o.status(), o.cause() == null ? "" : o.cause().code(), place.elapsed());
    log.info(
        "Run ended: status={} cause={} bytes={} milliseconds={}",
        o.status().code(),
        o.cause() == null ? "" : o.cause().code(),
        runLog.total(),
        place.elapsed().toMillis());
  }

  /** The outcome is known and must not be lost to a database that is away for a moment. */
  private void store(RunId run, Outcome outcome) {
    for (int attempt = 1; ; attempt++) {
      try {
        runs.end(run, RunStatus.RUNNING, outcome.status(), outcome.cause());
        return;
      } catch (DataAccessException | TransactionException e) {
        if (attempt == END_ATTEMPTS) {
          throw e;
        }
        log.warn("The end of the run waits for the database: {}", e.toString());
        LockSupport.parkNanos(END_PAUSE.toNanos());
      }
    }
  }

  /** A run that is neither pending nor ours was claimed by a node that died, or is over. */
  private void endUnlessRunningHere(RunId run) {
    if (!sessions.has(run.value())) {
      interrupted(run);
    }
  }

  @Override
  public boolean redoAfterDeath(long id) {
    if (sessions.has(id)) {
      return false;
    }
    RunId run = new RunId(id);
    if (runs.status(run).filter(RunStatus.PENDING::equals).isPresent()) {
      return true;
    }
    interrupted(run);
    return false;
  }

  private void interrupted(RunId run) {
    boolean ended =
        runs.end(
            run,
            RunStatus.RUNNING,
            RunStatus.INTERRUPTED,
            new Run.Cause(
                "node_died",
                "The server that ran this died or lost its database.",
                "",
                "",
                "What had arrived is kept. Look at the device, then run it again."));
    if (ended) {
      meters.ended(RunStatus.INTERRUPTED, "node_died", Duration.ZERO);
    }
  }

  private Outcome talk(Claimed c, RunningSessions.Place place, RunLog runLog) {
    Optional<Device> found =
        c.device() == null ? Optional.empty() : devices.find(c.customer(), c.device());
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
    return switch (ways.to(device)) {
      case Way.Closed(
              String code,
              _,
              String summary,
              String expected,
              String advice,
              var jumpHost) ->
          new Outcome(
              RunStatus.ERROR, new Run.Cause(code, summary, expected, "", advice, id(jumpHost)));
      case Way.Open way -> session(c, device, platform.get(), way, place, runLog);
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
    OpenResult opened =
        driver.open(
            way.target(),
            way.login(),
            platform,
            way.hostKeys(),
            options.with(device.sshProfile().algorithms()),
            runLog);
    way.record();
    return switch (opened) {
      case OpenResult.NotOpened(Failure failure) -> {
        note(() -> devices.contacted(device.id(), reachability(failure)));
        yield failed(failure, way.failed(failure));
      }
      case OpenResult.Opened(Session session, Optional<Negotiated> negotiated) -> {
        try (session) {
          place.holds(session);
          note(() -> devices.opened(device.id(), negotiated));
          yield commands(c, session);
        }
      }
    };
  }

  /** A run does not fail because this could not be noted. */
  private static void note(Runnable contact) {
    try {
      contact.run();
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
      case CANCELLED, INTERNAL, BAD_PRIVATE_KEY, TELNET_DISABLED, FORWARDING_REFUSED ->
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
