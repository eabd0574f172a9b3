package io.netauto.server.runs;

import io.netauto.driver.Driver;
import io.netauto.driver.Failure;
import io.netauto.driver.OpenResult;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.credentials.CredentialBreaker.Stopped;
import io.netauto.server.credentials.LoginTrial;
import io.netauto.server.identity.Actor;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.inventory.Way;
import io.netauto.server.inventory.WaysToDevices;
import io.netauto.server.logins.LoginRealms;
import io.netauto.server.logins.LoginRealms.CredentialStopped;
import io.netauto.server.web.ProblemException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Logs in and out again, a few at a time. Nothing of what the device sent is stored. */
@Component
class TryLogin implements LoginTrial {
  private static final int AT_ONCE = 16;

  private final Driver driver;
  private final Platforms platforms;
  private final Devices devices;
  private final WaysToDevices ways;
  private final LoginRealms realms;
  private final SessionOptions options;
  private final Semaphore places = new Semaphore(AT_ONCE);

  TryLogin(
      Driver driver,
      Platforms platforms,
      Devices devices,
      WaysToDevices ways,
      LoginRealms realms,
      SessionOptions options) {
    this.driver = driver;
    this.platforms = platforms;
    this.devices = devices;
    this.ways = ways;
    this.realms = realms;
    this.options = options;
  }

  @Override
  public Result tryLogin(Actor actor, String credRef, String name) {
    Device device = device(actor, name);
    Platform platform =
        platforms
            .find(device.platform())
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "device",
                        "There is no platform \"%s\" any longer.".formatted(device.platform())));
    long begin = System.nanoTime();
    return switch (ways.to(device, credRef)) {
      case Way.Closed closed ->
          new Result(
              false,
              closed.code(),
              device.hostname(),
              closed.summary(),
              closed.expected(),
              "",
              closed.advice(),
              0);
      case Way.Open way -> {
        if (!places.tryAcquire()) {
          throw ProblemException.throttled(
              "too_many_trials",
              "%d logins are tried already; try again in a moment.".formatted(AT_ONCE),
              Duration.ofSeconds(10));
        }
        try {
          yield tryOn(actor, device, platform, way, begin);
        } finally {
          places.release();
        }
      }
    };
  }

  private Device device(Actor actor, String name) {
    return devices
        .byHostname(actor, name)
        .or(
            () ->
                name.matches("[0-9]{1,18}")
                    ? Optional.of(devices.get(actor, new DeviceId(Long.parseLong(name))))
                    : Optional.empty())
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "device_not_found", "There is no device \"%s\".".formatted(name)));
  }

  private Result tryOn(Actor actor, Device device, Platform platform, Way.Open way, long begin) {
    OpenResult opened;
    try (LoginRealms.Attempt attempt = realms.attempt(device, way, actor.username())) {
      opened =
          driver.open(
              way.target(),
              way.login(),
              platform,
              way.hostKeys(),
              options.with(device.sshProfile().algorithms()).with(attempt),
              SessionListener.none());
      attempt.ended(opened);
    } catch (CredentialStopped e) {
      return stopped(device, e.why());
    } finally {
      way.record();
    }
    long took = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    return switch (opened) {
      case OpenResult.Opened o -> {
        o.session().close();
        yield new Result(
            true,
            "ok",
            device.hostname(),
            "%s showed its prompt.".formatted(device.hostname()),
            "",
            "",
            "",
            took);
      }
      case OpenResult.NotOpened(Failure failure) -> {
        SentSecrets sent = SentSecrets.of(way);
        yield new Result(
            false,
            failure.cause().name().toLowerCase(Locale.ROOT),
            device.hostname(),
            way.failed(failure).map(d -> d.hostname() + ": ").orElse("")
                + sent.mask(failure.summary()),
            failure.expected(),
            sent.mask(failure.lastBytes()),
            failure.advice(),
            took);
      }
    };
  }

  private static Result stopped(Device device, Stopped why) {
    return new Result(
        false,
        "credential_stopped",
        device.hostname(),
        "The credential \"%s\" is stopped: %d logins in a row were refused, the last by %s."
            .formatted(why.credRef(), why.refused(), why.hostname()),
        "an accepted login",
        "",
        "Correct the secret and reset the credential, then try again.",
        0);
  }
}
