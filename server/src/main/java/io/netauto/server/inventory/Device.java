package io.netauto.server.inventory;

import io.netauto.driver.Negotiated;
import io.netauto.driver.Target;
import io.netauto.server.identity.CustomerId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network device of a customer.
 *
 * @param hostname unique per customer and site, without regard to case
 * @param username overrides the credential's user name; empty where the credential decides
 * @param credRef where the secret is found at run time, e.g. {@code env:LAB_DEFAULT}; never a
 *     secret
 * @param sshProfile which SSH algorithms are offered to it
 * @param jumpHost the device through which it is reached; null when it is reached directly
 * @param tags short texts by short names
 * @param metadata any JSON values by name
 * @param sshSession the last session, where that was one over SSH; null before and after Telnet
 */
public record Device(
    DeviceId id,
    CustomerId customer,
    String hostname,
    String address,
    int port,
    Protocol protocol,
    SshProfile sshProfile,
    @Nullable DeviceId jumpHost,
    String username,
    String credRef,
    String vendor,
    String platform,
    String model,
    String role,
    String site,
    Map<String, String> tags,
    Map<String, Object> metadata,
    boolean enabled,
    Reachability reachability,
    @Nullable SshSession sshSession,
    Instant createdAt,
    Instant updatedAt) {

  public Device {
    tags = Map.copyOf(tags);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata)); // may hold JSON nulls
  }

  /** How the device is spoken to. */
  public enum Protocol {
    SSH(22),
    TELNET(23);

    private final int port;

    Protocol(int port) {
      this.port = port;
    }

    /** The port that is meant when none is said. */
    public int port() {
      return port;
    }

    public static Optional<Protocol> of(String code) {
      return Arrays.stream(values()).filter(p -> p.code().equalsIgnoreCase(code)).findFirst();
    }

    /** Its name in the API and the database. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    Target at(String address, int where) {
      return this == SSH ? new Target(address, where) : Target.telnet(address, where);
    }
  }

  /** Where the driver finds it. */
  public Target target() {
    return protocol.at(address, port);
  }

  /**
   * What an SSH session and its device agreed on.
   *
   * @param weak the names agreed on that protect no longer, as judged at that time
   */
  public record SshSession(Instant at, Negotiated negotiated, List<String> weak) {
    public SshSession {
      weak = List.copyOf(weak);
    }

    static SshSession of(Negotiated negotiated, Instant at) {
      return new SshSession(at, negotiated, negotiated.weak());
    }
  }

  /**
   * What the last contact showed.
   *
   * @param checkedAt null until the first contact
   */
  public record Reachability(Status status, @Nullable Instant checkedAt) {
    /** Unknown until the first contact. */
    public enum Status {
      UNKNOWN,
      REACHABLE,
      UNREACHABLE
    }
  }
}
