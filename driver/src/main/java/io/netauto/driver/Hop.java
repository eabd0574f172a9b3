package io.netauto.driver;

/**
 * A jump host: an SSH server that passes connections on (RFC 4254, section 7.2). Devices behind the
 * same jump host with the same login share one connection to it.
 *
 * @param target where the jump host is, as seen from the one before it; reached by SSH
 * @param hostKeys decides on the jump host's own key
 * @param algorithms what is offered to the jump host, whatever is offered to the device
 */
public record Hop(Target target, Login login, HostKeys hostKeys, Algorithms algorithms) {
  public Hop {
    if (target.protocol() != Protocol.SSH) {
      throw new IllegalArgumentException("The jump host " + target + " is not reached by SSH.");
    }
    if (!target.via().isEmpty()) {
      throw new IllegalArgumentException(
          "The jump host " + target + " has jump hosts of its own; put them before it instead.");
    }
  }

  public Hop(Target target, Login login, HostKeys hostKeys) {
    this(target, login, hostKeys, Algorithms.modern());
  }
}
