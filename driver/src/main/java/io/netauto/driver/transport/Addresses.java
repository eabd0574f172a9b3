package io.netauto.driver.transport;

import io.netauto.driver.Destinations;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The addresses of a target, tried one after the other within one limit. */
final class Addresses {
  private Addresses() {}

  /** Reaches one address. */
  interface Reach<T> {
    T reach(InetAddress address) throws NotConnected;
  }

  /**
   * What the first address that answers gives; the last failure when none does.
   *
   * @param destinations which of the addresses may be tried
   */
  static <T> T first(
      Target target, Destinations destinations, Duration limit, Deadline deadline, Reach<T> reach)
      throws NotConnected {
    NotConnected last = null;
    for (InetAddress address : resolve(target, deadline)) {
      if (!destinations.allows(target, address)) {
        last = last == null ? NetworkFailures.addressRefused(target, address) : last;
        continue;
      }
      try {
        return reach.reach(address);
      } catch (NotConnected e) {
        if (e.failure().cause() == Cause.CANCELLED) {
          throw e;
        }
        last = e;
      }
    }
    throw last == null ? NetworkFailures.connectTimeout(target, limit, null) : last;
  }

  /** A name is looked up on a thread of its own, because a look-up knows no deadline. */
  private static List<InetAddress> resolve(Target target, Deadline deadline) throws NotConnected {
    String host = target.host();
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      // A name.
    }
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("resolve " + host)
        .start(
            () -> {
              try {
                found.complete(List.of(InetAddress.getAllByName(host)));
              } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
              }
            });
    try {
      return found.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NetworkFailures.cancelled(e);
    } catch (ExecutionException | TimeoutException e) {
      UnknownHostException unknown = new UnknownHostException(host);
      unknown.initCause(e);
      throw NetworkFailures.unknownHost(target, unknown);
    }
  }
}
