package io.netauto.server.inventory;

import io.netauto.driver.Driver;
import io.netauto.driver.HostKeys;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.detect.Detected;
import io.netauto.driver.detect.Detector;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.credentials.CredentialRefs;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AddressRanges;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.CustomerRanges;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Finds out the platform of a device, in the inventory or on its way there. A login with a stored
 * credential, so it needs the rights to change devices and to run commands. A few at a time; no
 * transaction is held while the device talks.
 */
@Service
public class DetectPlatform {
  private static final int AT_ONCE = 16;

  private final Detector detector;
  private final Devices devices;
  private final CredentialRefs credentials;
  private final WaysToDevices ways;
  private final SessionOptions options;
  private final CustomerRanges ranges;
  private final boolean trustOnFirstUse;
  private final Semaphore places = new Semaphore(AT_ONCE);

  private final Audited audited;

  DetectPlatform(
      ObjectProvider<Driver> driver,
      Platforms platforms,
      Devices devices,
      CredentialRefs credentials,
      WaysToDevices ways,
      ObjectProvider<SessionOptions> options,
      CustomerRanges ranges,
      @Value("${netauto.trust-on-first-use}") boolean trustOnFirstUse,
      Audited audited) {
    this.audited = audited;
    this.detector = new Detector(driver.getObject(), platforms);
    this.devices = devices;
    this.credentials = credentials;
    this.ways = ways;
    this.options = options.getObject();
    this.ranges = ranges;
    this.trustOnFirstUse = trustOnFirstUse;
  }

  /**
   * A device that is not in the inventory yet.
   *
   * @param jumpHost a hostname or a device's number; empty for none
   * @param username empty for the credential's
   * @param fingerprint the host key that a person has compared, {@code SHA256:…}; empty for none
   */
  public record Newcomer(
      String address,
      int port,
      Device.Protocol protocol,
      SshProfile sshProfile,
      String jumpHost,
      String credRef,
      String username,
      String fingerprint) {}

  /**
   * What was found.
   *
   * @param hostKey the host key that the device showed; null when it showed none
   */
  public record Finding(Detected detected, HostKeys.@Nullable HostKey hostKey) {}

  /** Detects the platform of a device of the inventory; its host key has to be trusted. */
  public Finding detect(Actor actor, DeviceId id) {
    check(actor);
    Device device = devices.get(actor, id);
    Way.Open way = open(ways.to(device));
    Finding finding = find(actor, way, device.sshProfile());
    way.record();
    audited.use(actor, told(finding, way).on("device", device.id(), device.hostname()));
    return finding;
  }

  /**
   * Detects the platform of a device that is not in the inventory yet. Its host key is unknown, so
   * unless the server trusts on first use, a person compares the fingerprint and gives it.
   */
  public Finding detect(Actor actor, Newcomer newcomer) {
    check(actor);
    List<FieldError> errors = new ArrayList<>();
    DeviceRules.address(newcomer.address(), errors);
    if (errors.isEmpty()) {
      AddressCheck.check(
          newcomer.address(), ranges.of(actor.customer()), newcomer.jumpHost().isBlank(), errors);
    }
    if (newcomer.port() < 1 || newcomer.port() > 65_535) {
      errors.add(new FieldError("port", "A port is a number from 1 to 65535."));
    }
    if (newcomer.credRef().isEmpty()) {
      errors.add(new FieldError("credRef", "Say which credential to log in with."));
    }
    credentials
        .problemWith(actor.customer(), newcomer.credRef())
        .ifPresent(problem -> errors.add(new FieldError("credRef", problem)));
    List<Device> before = devices.through(actor, newcomer.jumpHost(), errors);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    Way.Open way =
        open(
            ways.to(
                actor.customer(),
                newcomer.protocol().at(newcomer.address(), newcomer.port()),
                newcomer.credRef(),
                newcomer.username(),
                (target, key) ->
                    trustOnFirstUse || key.fingerprint().equals(newcomer.fingerprint())
                        ? new HostKeys.Verdict.Trusted()
                        : new HostKeys.Verdict.Unknown(),
                before));
    Finding finding = find(actor, way, newcomer.sshProfile());
    way.record();
    audited.use(actor, told(finding, way).on("address", newcomer.address(), newcomer.address()));
    return finding;
  }

  private static AuditEvent told(Finding finding, Way.Open way) {
    return AuditEvent.of("device.detect")
        .with("credRef", way.credRef())
        .with("result", finding.detected().getClass().getSimpleName().toLowerCase(Locale.ROOT));
  }

  private static void check(Actor actor) {
    actor.require(Permission.DEVICES_WRITE);
    actor.require(Permission.RUNS_EXECUTE);
  }

  private static Way.Open open(Way way) {
    return switch (way) {
      case Way.Open open -> open;
      case Way.Closed closed ->
          throw ProblemException.invalid(closed.field(), closed.summary() + " " + closed.advice());
    };
  }

  private Finding find(Actor actor, Way.Open way, SshProfile profile) {
    AddressRanges allowed = ranges.of(actor.customer());
    if (!places.tryAcquire()) {
      throw ProblemException.throttled(
          "too_many_detections",
          "%d detections run already; try again in a moment.".formatted(AT_ONCE),
          Duration.ofSeconds(10));
    }
    try {
      SeenKey seen = new SeenKey(way.hostKeys());
      return new Finding(
          detector.detect(
              way.target(),
              way.login(),
              seen,
              options
                  .with(profile.algorithms())
                  .with((Target target, InetAddress address) -> allowed.covers(address))),
          seen.key);
    } finally {
      places.release();
    }
  }

  /** Remembers the key, to show it to who has to decide. */
  private static final class SeenKey implements HostKeys {
    private final HostKeys decides;
    private volatile @Nullable HostKey key;

    SeenKey(HostKeys decides) {
      this.decides = decides;
    }

    @Override
    public Verdict check(Target target, HostKey shown) {
      key = shown;
      return decides.check(target, shown);
    }
  }
}
