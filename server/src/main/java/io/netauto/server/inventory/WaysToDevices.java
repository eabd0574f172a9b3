package io.netauto.server.inventory;

import io.netauto.driver.Hop;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.Target;
import io.netauto.server.credentials.Credential;
import io.netauto.server.credentials.CredentialRef;
import io.netauto.server.credentials.CredentialRefs;
import io.netauto.server.credentials.KnownHosts;
import io.netauto.server.credentials.Resolution;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.inventory.Way.Open.Through;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * Finds the ways to devices: address, login and host key of the device and of each jump host before
 * it, as they are at the time.
 */
@Service
public class WaysToDevices {
  private final JumpHosts jumpHosts;
  private final GroupDefaults defaults;
  private final CredentialRefs credentials;
  private final KnownHosts knownHosts;

  WaysToDevices(
      DeviceTable table,
      GroupDefaults defaults,
      CredentialRefs credentials,
      KnownHosts knownHosts) {
    this.jumpHosts = new JumpHosts(table, defaults);
    this.defaults = defaults;
    this.credentials = credentials;
    this.knownHosts = knownHosts;
  }

  /** The way to a device of the inventory. */
  public Way to(Device device) {
    return to(device, login(device));
  }

  /** The way to a device of the inventory, with another credential than its own. */
  public Way to(Device device, String credRef) {
    return to(device, login(device.customer(), credRef, device.username()));
  }

  private Way to(Device device, Found found) {
    return to(
        device.target(),
        found,
        check(device),
        jumpHosts.before(device),
        new HashSet<>(Set.of(device.id())));
  }

  /**
   * The way to a place.
   *
   * @param before the jump hosts, the last first
   */
  Way to(
      CustomerId customer,
      Target target,
      String credRef,
      String username,
      HostKeys hostKeys,
      List<Device> before) {
    return to(target, login(customer, credRef, username), hostKeys, before, new HashSet<>());
  }

  /**
   * @param seen the devices that are on the way already
   */
  private Way to(
      Target target, Found found, HostKeys hostKeys, List<Device> before, Set<DeviceId> seen) {
    List<Hop> hops = new ArrayList<>();
    List<Through> through = new ArrayList<>();
    for (Device device : before.reversed()) {
      Optional<Way.Closed> closed = closed(device, seen.add(device.id()));
      if (closed.isPresent()) {
        return closed.get();
      }
      switch (login(device)) {
        case Found.Nothing(Way.Closed why) -> {
          return at(device, why);
        }
        case Found.It(Login login, String credRef) -> {
          KnownHosts.Check check = check(device);
          hops.add(new Hop(device.target(), login, check, device.sshProfile().algorithms()));
          through.add(new Through(device, login, check, credRef));
        }
      }
    }
    return switch (found) {
      case Found.Nothing(Way.Closed why) -> why;
      case Found.It(Login login, String credRef) ->
          new Way.Open(target.via(hops), login, hostKeys, through, credRef);
    };
  }

  private KnownHosts.Check check(Device device) {
    return knownHosts.checkFor(
        device.customer(),
        device.id().value(),
        () -> defaults.groupsOf(device).stream().map(group -> group.id().value()).toList());
  }

  private static Optional<Way.Closed> closed(Device device, boolean first) {
    String name = device.hostname();
    if (!first) {
      return Optional.of(
          closed(
              device,
              "jump_host_circle",
              "The jump hosts go round in a circle: %s comes twice.".formatted(name),
              "Edit %s and choose another jump host.".formatted(name)));
    }
    if (!device.enabled()) {
      return Optional.of(
          closed(
              device,
              "jump_host_disabled",
              "The jump host %s is disabled.".formatted(name),
              "Enable %s, or choose another jump host.".formatted(name)));
    }
    if (device.protocol() == Protocol.TELNET) {
      return Optional.of(
          closed(
              device,
              "jump_host_telnet",
              "The jump host %s is reached over Telnet.".formatted(name),
              "Choose a jump host with the protocol ssh."));
    }
    return Optional.empty();
  }

  private static Way.Closed closed(Device device, String code, String summary, String advice) {
    return new Way.Closed(code, "jumpHost", summary, "", advice, Optional.of(device));
  }

  private static Way.Closed at(Device jumpHost, Way.Closed why) {
    return new Way.Closed(
        why.code(),
        "jumpHost",
        "Jump host %s: %s".formatted(jumpHost.hostname(), why.summary()),
        why.expected(),
        why.advice(),
        Optional.of(jumpHost));
  }

  private sealed interface Found {
    record It(Login login, String credRef) implements Found {}

    record Nothing(Way.Closed why) implements Found {}
  }

  /** With the device's own credential, or that of its groups. */
  private Found login(Device device) {
    if (!device.credRef().isEmpty()) {
      return login(device.customer(), device.credRef(), device.username());
    }
    Optional<DeviceGroup> group = defaults.credRef(device);
    if (group.isEmpty()) {
      return new Found.Nothing(
          new Way.Closed(
              "credential_not_found",
              "credRef",
              "Neither the device nor one of its groups has a credential.",
              "a reference such as env:LAB_DEFAULT",
              "Edit the device, or one of its groups, and set its credential reference.",
              Optional.empty()));
    }
    String credRef = Objects.requireNonNull(group.get().defaults().credRef());
    return switch (login(device.customer(), credRef, device.username())) {
      case Found.It it -> it;
      case Found.Nothing(Way.Closed why) ->
          new Found.Nothing(
              new Way.Closed(
                  why.code(),
                  why.field(),
                  "%s The credential is that of the group \"%s\"."
                      .formatted(why.summary(), group.get().name()),
                  why.expected(),
                  why.advice(),
                  why.jumpHost()));
    };
  }

  private Found login(CustomerId customer, String credRef, String username) {
    return switch (credentials.resolve(customer, credRef)) {
      case Resolution.NotFound(String summary, String expected, String advice) ->
          new Found.Nothing(
              new Way.Closed(
                  "credential_not_found", "credRef", summary, expected, advice, Optional.empty()));
      case Resolution.Found(Credential credential) -> {
        String name = username.isEmpty() ? credential.username() : username;
        yield name == null
            ? new Found.Nothing(
                new Way.Closed(
                    "username_missing",
                    "username",
                    "Neither the device nor its credential \"%s\" names a user.".formatted(credRef),
                    "a user name on the device, or in the credential",
                    "Edit the device and set its user name.",
                    Optional.empty()))
            : new Found.It(
                new Login(
                    name,
                    credential.password(),
                    credential.privateKey(),
                    credential.passphrase(),
                    credential.enablePassword()),
                CredentialRef.parse(credRef).toString());
      }
    };
  }
}
