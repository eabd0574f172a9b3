package io.netauto.server.inventory;

import io.netauto.server.identity.AddressRanges;
import io.netauto.server.web.FieldError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether an address that is set for a device lies within the customer's ranges. A name is looked
 * up, for two seconds at most; one that does not resolve is taken, because each connection is
 * checked again.
 */
final class AddressCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A look-up knows no deadline, so those that hang stay few. */
  private static final Semaphore LOOK_UPS = new Semaphore(16);

  private AddressCheck() {}

  /** The address that a text is; null for a name and for what is neither. */
  static @Nullable InetAddress literal(String text) {
    if (text.indexOf(':') < 0 && !text.matches("[0-9.]+")) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Tells when an address that is an address or a name cannot be used.
   *
   * @param looksUp whether the server itself looks names up; behind a jump host, that one does
   */
  static void check(
      String address, AddressRanges ranges, boolean looksUp, List<FieldError> errors) {
    if (ranges.isAny()) {
      return;
    }
    InetAddress literal = literal(address);
    if (literal != null) {
      if (!ranges.covers(literal)) {
        errors.add(new FieldError("address", ranges.refusal(literal)));
      }
      return;
    }
    if (looksUp) {
      lookUp(address).stream()
          .filter(found -> !ranges.covers(found))
          .findFirst()
          .ifPresent(
              found ->
                  errors.add(
                      new FieldError(
                          "address",
                          "\"%s\" resolves to %s".formatted(address, ranges.refusal(found)))));
    }
  }

  /** What a name that cannot be checked now means; empty for all others. */
  static Optional<String> note(String address, AddressRanges ranges, boolean looksUp) {
    return ranges.isAny() || !looksUp || literal(address) != null || !lookUp(address).isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("The name \"%s\" does not resolve now. Whether it lies within the address ranges is"
                    + " checked at each connection.")
                .formatted(address));
  }

  /** The addresses of a name; none when it does not resolve in time. */
  private static List<InetAddress> lookUp(String name) {
    if (!LOOK_UPS.tryAcquire()) {
      return List.of();
    }
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("resolve " + name)
        .start(
            () -> {
              try {
                found.complete(List.of(InetAddress.getAllByName(name)));
              } catch (UnknownHostException | RuntimeException e) {
                found.complete(List.of());
              } finally {
                LOOK_UPS.release();
              }
            });
    try {
      return found.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException | TimeoutException e) {
      return List.of();
    }
  }
}
