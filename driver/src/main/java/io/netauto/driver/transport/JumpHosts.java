package io.netauto.driver.transport;

import io.netauto.driver.Algorithms;
import io.netauto.driver.Failure;
import io.netauto.driver.Hop;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.LoginGate;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * The sessions with jump hosts. Those who go the same way with the same logins share one, which is
 * closed with its last user. Each user's own host key check decides again on the key that was
 * shown. Whoever waited for a login that failed gets its failure and does not try again, so that
 * many devices behind one jump host do not lock the account on it.
 */
final class JumpHosts {
  private static final long LEAST_WAIT = 100_000_000;

  private final Map<List<Step>, Shared> sessions = new HashMap<>();
  private final LogIn connector;

  /** Connects and logs in. */
  interface LogIn {
    ClientSession logIn(SshAttempt attempt) throws NotConnected;
  }

  /** What makes two ways the same. */
  private record Step(Target target, Login login, Algorithms algorithms) {}

  JumpHosts(LogIn connector) {
    this.connector = connector;
  }

  private static final class Shared {
    final ReentrantLock connecting = new ReentrantLock();
    final Turn turn = new Turn();
    int users;
    int attempts;
    @Nullable SshAttempt attempt;
    @Nullable ClientSession session;
    @Nullable NotConnected failure;
  }

  /** How long those who connect have waited for their turn to log in. */
  private static final class Turn {
    private long nanos;
    private long since;
    private boolean awaited;

    LoginGate counting(LoginGate gate) {
      return new LoginGate() {
        @Override
        public void await(Target who) throws InterruptedException {
          begin();
          try {
            gate.await(who);
          } finally {
            end();
          }
        }

        @Override
        public void accepted(Target who) {
          gate.accepted(who);
        }
      };
    }

    private synchronized void begin() {
      since = System.nanoTime();
      awaited = true;
    }

    private synchronized void end() {
      nanos += System.nanoTime() - since;
      awaited = false;
    }

    synchronized boolean isAwaited() {
      return awaited;
    }

    synchronized long nanos() {
      return awaited ? nanos + System.nanoTime() - since : nanos;
    }
  }

  /** The use of a session; closing it twice is closing it once. */
  final class Lease implements AutoCloseable {
    private final List<Step> way;
    private final Shared shared;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(List<Step> way, Shared shared) {
      this.way = way;
      this.shared = shared;
    }

    ClientSession session() {
      ClientSession session = shared.session;
      if (session == null) {
        throw new IllegalStateException("The session with the jump host was not made.");
      }
      return session;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        leave(way, shared);
      }
    }
  }

  /** A session with the last of these hops; each limit of the options holds for each hop. */
  Lease lease(List<Hop> chain, SessionOptions options) throws NotConnected {
    List<Step> way =
        chain.stream().map(h -> new Step(h.target(), h.login(), h.algorithms())).toList();
    Shared shared = enter(way);
    Lease lease = new Lease(way, shared);
    boolean done = false;
    try {
      join(shared, chain, options);
      done = true;
      return lease;
    } finally {
      if (!done) {
        lease.close();
      }
    }
  }

  private Shared enter(List<Step> way) {
    synchronized (sessions) {
      Shared shared = sessions.computeIfAbsent(way, w -> new Shared());
      shared.users++;
      return shared;
    }
  }

  private void leave(List<Step> way, Shared shared) {
    ClientSession unused = null;
    synchronized (sessions) {
      if (--shared.users == 0) {
        sessions.remove(way, shared);
        unused = shared.session;
      }
    }
    if (unused != null) {
      unused.close(false);
    }
  }

  private void join(Shared shared, List<Hop> chain, SessionOptions options) throws NotConnected {
    int seen = shared.attempts;
    lock(shared, chain, options);
    try {
      ClientSession session = shared.session;
      if (session == null || !session.isOpen()) {
        NotConnected failure = shared.failure;
        if (failure != null && shared.attempts != seen) {
          throw failure;
        }
        connect(shared, chain, options);
      } else {
        check(shared, chain);
      }
    } finally {
      shared.connecting.unlock();
    }
  }

  private static void lock(Shared shared, List<Hop> chain, SessionOptions options)
      throws NotConnected {
    Duration each = options.connect().plus(options.handshake()).plus(options.authentication());
    long limit = each.multipliedBy(chain.size()).toNanos();
    long began = System.nanoTime();
    long turns = shared.turn.nanos();
    try {
      // Whoever connects may have to wait for its turn to log in, which is nobody's limit.
      for (long left = limit;
          left > 0 || shared.turn.isAwaited();
          left = limit - (System.nanoTime() - began) + shared.turn.nanos() - turns) {
        if (shared.connecting.tryLock(Math.max(left, LEAST_WAIT), TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NetworkFailures.cancelled(e);
    }
    throw NetworkFailures.ofHop(
        chain,
        chain.size() - 1,
        NetworkFailures.connectTimeout(chain.getLast().target(), each, null));
  }

  private void connect(Shared shared, List<Hop> chain, SessionOptions given) throws NotConnected {
    SessionOptions options = given.with(shared.turn.counting(given.gate()));
    int last = chain.size() - 1;
    Hop hop = chain.get(last);
    Lease before = last == 0 ? null : lease(chain.subList(0, last), options);
    try {
      SshAttempt attempt =
          new SshAttempt(
              hop.target().via(chain.subList(0, last)),
              hop.login(),
              hop.hostKeys(),
              hop.algorithms(),
              options,
              UserKeys.of(hop.login()),
              before);
      shared.attempt = attempt;
      shared.session = connector.logIn(attempt);
      shared.failure = null;
    } catch (NotConnected e) {
      NotConnected failure = NetworkFailures.ofHop(chain, last, e);
      shared.failure = e.failure().cause() == Failure.Cause.CANCELLED ? null : failure;
      throw failure;
    } finally {
      shared.attempts++;
      if (shared.session == null && before != null) {
        before.close();
      }
    }
  }

  private static void check(Shared shared, List<Hop> chain) throws NotConnected {
    Hop hop = chain.getLast();
    SshAttempt attempt = shared.attempt;
    HostKeys.HostKey key = attempt == null ? null : attempt.hostKey;
    if (attempt == null || key == null) {
      throw new IllegalStateException("A session without host key.");
    }
    HostKeys.Certificate certificate = attempt.certificate;
    HostKeys.Verdict verdict =
        certificate == null
            ? hop.hostKeys().check(attempt.target, key)
            : hop.hostKeys().check(attempt.target, certificate);
    if (!(verdict instanceof HostKeys.Verdict.Trusted)) {
      throw NetworkFailures.ofHop(
          chain, chain.size() - 1, SshFailures.hostKey(attempt.target, key, verdict, null));
    }
  }
}
