package io.netauto.server.runs;

import io.netauto.driver.Driver;
import io.netauto.driver.Failure;
import io.netauto.driver.Negotiated;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platform;
import io.netauto.server.credentials.CredentialBreaker.Stopped;
import io.netauto.server.database.DatabaseTurns;
import io.netauto.server.identity.AddressRanges;
import io.netauto.server.identity.CustomerRanges;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.Way;
import io.netauto.server.jobs.Limits;
import io.netauto.server.logins.LoginRealms;
import io.netauto.server.logins.LoginRealms.CredentialStopped;
import io.netauto.server.logins.OpeningPace;
import io.netauto.server.runs.RunStates.Claimed;
import java.net.InetAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives each run its session: one that is open from an earlier run, or a new one. */
@Component
class OpenSessions {
  private final DatabaseTurns turns;
  private static final Logger log = LoggerFactory.getLogger(OpenSessions.class);

  private final Driver driver;
  private final SessionPool pool;
  private final OpeningPace pace;
  private final LoginRealms realms;
  private final Limits limits;
  private final RunTable runs;
  private final SessionOptions options;
  private final CustomerRanges ranges;
  private final RunMeters meters;

  OpenSessions(
      DatabaseTurns turns,
      Driver driver,
      SessionPool pool,
      OpeningPace pace,
      LoginRealms realms,
      Limits limits,
      RunTable runs,
      SessionOptions options,
      CustomerRanges ranges,
      RunMeters meters) {
    this.turns = turns;
    this.driver = driver;
    this.pool = pool;
    this.pace = pace;
    this.realms = realms;
    this.limits = limits;
    this.runs = runs;
    this.options = options;
    this.ranges = ranges;
    this.meters = meters;
  }

  /** What a run was given. */
  sealed interface Given {
    /** A session, which is to be given back under its key. */
    record Fresh(Session session, SessionKey key, Optional<Negotiated> negotiated)
        implements Given {}

    /** The same, from an earlier run. */
    record Reused(Session session, SessionKey key) implements Given {}

    record Nothing(Failure failure) implements Given {}

    /** Its credential, or that of a jump host, is not used now. */
    record Refused(Stopped why) implements Given {}
  }

  /** Blocks until there is a session, which the place holds then. */
  Given open(
      Claimed c,
      Device device,
      Platform platform,
      Way.Open way,
      RunningSessions.Place place,
      RunLog runLog) {
    SessionListener heard = SentSecrets.of(way).before(runLog);
    if (pool.isOn()) {
      SessionKey key = SessionKey.of(device, platform, way);
      Optional<Session> idle = pool.take(key);
      if (idle.isPresent()) {
        Optional<Given> again = reopen(idle.get(), key, place, heard);
        if (again.isPresent()) {
          return again.get();
        }
      }
      makeRoom(c, device);
    }
    return openNew(c, device, platform, way, place, heard);
  }

  /** Empty when the device had ended it meanwhile. */
  private Optional<Given> reopen(
      Session session, SessionKey key, RunningSessions.Place place, SessionListener heard) {
    place.holds(session);
    return switch (session.reopen(heard)) {
      case OpenResult.Opened opened -> {
        meters.reused();
        yield Optional.of(new Given.Reused(session, key));
      }
      case OpenResult.NotOpened(Failure failure) -> {
        session.close();
        if (!place.releases()) {
          yield Optional.of(new Given.Nothing(failure));
        }
        log.debug("An idle session was of no more use: {}", failure.summary());
        yield Optional.empty();
      }
    };
  }

  /** What other nodes keep open counts among the sessions of the device. */
  private void makeRoom(Claimed c, Device device) {
    long id = device.id().value();
    String scope = Limits.scope("device", device.customer().value(), "" + id);
    Optional<Double> most = turns.ask(() -> limits.of(scope));
    if (most.isPresent()
        && turns.ask(() -> runs.running(c.customer(), device.id())) >= most.get()) {
      pool.closeEverywhere(id);
    }
  }

  private void record(Way.Open way) {
    turns.ask(
        () -> {
          way.record();
          return true;
        });
  }

  private Given openNew(
      Claimed c,
      Device device,
      Platform platform,
      Way.Open way,
      RunningSessions.Place place,
      SessionListener heard) {
    pace.await(c.person());
    Optional<Stopped> stopped = turns.ask(() -> realms.stopped(device.customer(), way));
    if (stopped.isPresent()) {
      return new Given.Refused(stopped.get());
    }
    AddressRanges allowed = turns.ask(() -> ranges.of(device.customer()));
    OpenResult opened;
    try (LoginRealms.Attempt attempt = realms.attempt(device, way, c.requestedBy())) {
      opened =
          driver.open(
              way.target(),
              way.login(),
              platform,
              way.hostKeys(),
              options
                  .with(device.sshProfile().algorithms())
                  .with(attempt)
                  .with((Target target, InetAddress address) -> allowed.covers(address)),
              heard);
      // A cancellation is known to the place; its interrupt would only break statements.
      Thread.interrupted();
      attempt.ended(opened);
    } catch (CredentialStopped e) {
      record(way);
      return new Given.Refused(e.why());
    }
    record(way);
    return switch (opened) {
      case OpenResult.Opened(Session session, Optional<Negotiated> negotiated) -> {
        meters.opened();
        place.holds(session);
        yield new Given.Fresh(session, SessionKey.of(device, platform, way), negotiated);
      }
      case OpenResult.NotOpened(Failure failure) -> {
        if (failure.cause() == Failure.Cause.LINES_FULL) {
          pool.closeEverywhere(way.failed(failure).map(Device::id).orElse(device.id()).value());
        }
        yield new Given.Nothing(failure);
      }
    };
  }
}
