package io.netauto.server.logins;

import io.netauto.driver.Failure;
import io.netauto.driver.LoginGate;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Target;
import io.netauto.server.credentials.CredentialBreaker;
import io.netauto.server.credentials.CredentialBreaker.Stopped;
import io.netauto.server.database.DatabaseTurns;
import io.netauto.server.identity.AuditEvent.Outcome;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.Way;
import io.netauto.server.jobs.Limits;
import io.netauto.server.logins.LoginPace.End;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Paces logins by realm: a customer's credential, behind which stands an account and who judges it.
 * A login waits until its realm's rate allows it ({@link LoginSlots}, over all nodes), until not
 * too many are in progress ({@link LoginPace}, on this node), and is not tried at all with a
 * credential that is stopped. Thread-safe.
 */
@Component
public class LoginRealms {
  private final DatabaseTurns turns;
  private static final Logger log = LoggerFactory.getLogger(LoginRealms.class);
  private static final int MANY = 4_096;

  /** Times that are reserved at once are not further away than this; other nodes wait for them. */
  private static final Duration AHEAD = Duration.ofMillis(500);

  private static final int DATABASE_TRIES = 20;
  private static final Duration DATABASE_AWAY = Duration.ofMillis(500);

  private final LoginSlots slots;
  private final Limits limits;
  private final CredentialBreaker breaker;
  private final DeviceLoginAudit audit;
  private final Map<Realm, Gate> gates = new ConcurrentHashMap<>();

  LoginRealms(
      DatabaseTurns turns,
      LoginSlots slots,
      Limits limits,
      CredentialBreaker breaker,
      DeviceLoginAudit audit) {
    this.audit = audit;
    this.turns = turns;
    this.slots = slots;
    this.limits = limits;
    this.breaker = breaker;
  }

  private record Realm(CustomerId customer, String credRef) {
    String scope() {
      return Limits.scope("login", customer.value(), credRef);
    }
  }

  /** Thrown through the driver when the credential of a login is stopped. */
  public static final class CredentialStopped extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Stopped why;

    CredentialStopped(Stopped why) {
      super("The credential " + why.credRef() + " is stopped.", null, false, false);
      this.why = why;
    }

    public Stopped why() {
      return why;
    }
  }

  /** Why a way cannot be gone now: one of its credentials is stopped. */
  public Optional<Stopped> stopped(CustomerId customer, Way.Open way) {
    for (Way.Open.Through each : way.through()) {
      Optional<Stopped> stopped = breaker.stopped(customer, each.credRef());
      if (stopped.isPresent()) {
        return stopped;
      }
    }
    return breaker.stopped(customer, way.credRef());
  }

  /**
   * The logins of one way; to be given to the driver, and closed after it.
   *
   * @param by for whom
   */
  public Attempt attempt(Device device, Way.Open way, String by) {
    return new Attempt(device, way, by);
  }

  /** One gate per realm: whoever is first in line waits for the next slot, the others for him. */
  private static final class Gate {
    private final ReentrantLock line = new ReentrantLock(true);
    private final LoginPace pace;

    /** Reserved times that are not used yet, as of {@link System#nanoTime}; under the lock. */
    private final Deque<Long> reserved = new ArrayDeque<>();

    private final RecentLogins recent = new RecentLogins();
    private long lastPass = System.nanoTime() - Duration.ofDays(1).toNanos();

    Gate(LoginPace pace) {
      this.pace = pace;
    }
  }

  private Gate gate(Realm realm) {
    if (gates.size() > MANY) {
      gates.values().removeIf(gate -> gate.pace.isIdle() && !gate.line.isLocked());
    }
    return gates.computeIfAbsent(realm, r -> new Gate(new LoginPace(r.credRef(), breaker.limit())));
  }

  /** Used by the thread that opens the session. */
  public final class Attempt implements LoginGate, AutoCloseable {
    private final Device device;
    private final Way.Open way;
    private final String by;
    private @Nullable Realm realm;
    private @Nullable LoginPace pace;
    private String where = "";
    private RecentLogins.@Nullable Login sent;

    private Attempt(Device device, Way.Open way, String by) {
      this.by = by;
      this.device = device;
      this.way = way;
    }

    @Override
    public void accepted(Target who) {
      leave(End.ACCEPTED);
    }

    @Override
    public void await(Target who) throws InterruptedException {
      try {
        pass(who);
      } catch (DataAccessException e) {
        // An interrupt closes the connection under a statement.
        if (Thread.interrupted()) {
          throw (InterruptedException) new InterruptedException("cancelled").initCause(e);
        }
        throw e;
      }
    }

    private void pass(Target who) throws InterruptedException {
      Realm next = new Realm(device.customer(), way.credRefAt(who));
      Gate gate = gate(next);
      gate.line.lockInterruptibly();
      try {
        if (breaker.wasStopped(next.customer(), next.credRef())) {
          refuseStopped(turns.askFirst(() -> breaker.stopped(next.customer(), next.credRef())));
        }
        gate.pace.enter();
        boolean passed = false;
        try {
          awaitSlot(next, gate);
          if (!breaker.isUsed(next.customer(), next.credRef())) {
            refuseStopped(turns.askFirst(() -> breaker.admit(next.customer(), next.credRef())));
          }
          sent = gate.recent.sent();
          gate.lastPass = sent.sentAt();
          passed = true;
        } finally {
          if (!passed) {
            gate.pace.leave(End.NONE, Duration.ZERO);
          }
        }
        realm = next;
        where = way.hopAt(who).orElse(device).hostname();
        pace = gate.pace;
      } finally {
        gate.line.unlock();
      }
    }

    private static void refuseStopped(Optional<Stopped> stopped) {
      if (stopped.isPresent()) {
        throw new CredentialStopped(stopped.get());
      }
    }

    /** How the way ended; nothing when no login was tried since the last. */
    public void ended(OpenResult result) {
      switch (result) {
        case OpenResult.Opened opened -> leave(End.ACCEPTED);
        case OpenResult.NotOpened(Failure failure) -> leave(end(failure.cause()));
      }
    }

    private void leave(End how) {
      LoginPace left = pace;
      Realm of = realm;
      RecentLogins.Login login = sent;
      if (left == null || of == null || login == null) {
        return;
      }
      pace = null;
      Duration took = login.over();
      // What is noted here is known before the next may go.
      try {
        if (how == End.ACCEPTED) {
          breaker.accepted(of.customer(), of.credRef());
        } else if (how == End.REFUSED) {
          breaker.refused(of.customer(), of.credRef(), where);
        }
      } catch (DataAccessException e) {
        log.warn("What became of a login could not be noted: {}", e.toString());
      } finally {
        left.leave(how, took);
      }
      if (how != End.NONE) {
        audit.used(
            by,
            of.customer(),
            of.credRef(),
            where,
            how == End.ACCEPTED
                ? Outcome.OK
                : how == End.REFUSED ? Outcome.REFUSED : Outcome.FAILED);
      }
    }

    @Override
    public void close() {
      leave(End.NONE);
    }
  }

  private static End end(Failure.Cause cause) {
    return switch (cause) {
      case AUTHENTICATION_REFUSED -> End.REFUSED;
      case AUTHENTICATION_TIMEOUT -> End.UNANSWERED;
      case NO_PROMPT, ENABLE_REFUSED, SESSION_REFUSED -> End.ACCEPTED;
      default -> End.NONE;
    };
  }

  /** A thread that was late pushes those behind it on, so that they do not pass together. */
  private void awaitSlot(Realm realm, Gate gate) throws InterruptedException {
    Optional<Double> rate = turns.askFirst(() -> limits.of(realm.scope()));
    if (rate.isEmpty()) {
      return;
    }
    long apart = (long) (LoginSlots.SPARE / rate.get() * 1e9);
    long at = slot(realm, gate, rate.get(), apart);
    long nanos = Math.max(at, gate.lastPass + apart) - System.nanoTime();
    if (nanos > 0) {
      Thread.sleep(Duration.ofNanos(nanos));
    }
    gate.recent.await(rate.get());
  }

  /**
   * The next time of the realm. Those who wait behind are given theirs by the same question; a time
   * that nobody was there for is over, since another node may have the next.
   */
  private long slot(Realm realm, Gate gate, double rate, long apart) throws InterruptedException {
    Long next = gate.reserved.poll();
    while (next != null && next + apart < System.nanoTime()) {
      next = gate.reserved.poll();
    }
    if (next != null) {
      return next;
    }
    int most = Math.max(1, (int) (rate * AHEAD.toMillis() / 1000));
    int count = Math.min(most, 1 + gate.line.getQueueLength());
    long first = reserve(realm, rate, count).toNanos() + System.nanoTime();
    for (int i = 1; i < count; i++) {
      gate.reserved.add(first + i * apart);
    }
    return first;
  }

  private Duration reserve(Realm realm, double rate, int count) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return slots.reserve(realm.customer(), realm.credRef(), rate, count);
      } catch (DataAccessException e) {
        if (tries == DATABASE_TRIES) {
          throw e;
        }
        Thread.sleep(DATABASE_AWAY);
      }
    }
  }
}
