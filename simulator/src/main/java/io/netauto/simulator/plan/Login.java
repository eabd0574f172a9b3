package io.netauto.simulator.plan;

/**
 * How one logs in to a device.
 *
 * @param enablePassword empty if the enable command asks for none
 * @param realm the realm that judges the login beside the device; empty for none
 * @param credRef what an inventory calls the credential; empty for none
 */
public record Login(
    String username, String password, String enablePassword, String realm, String credRef) {
  /** A login that no realm judges, of a credential without a name. */
  public static Login of(String username, String password, String enablePassword) {
    return new Login(username, password, enablePassword, "", "");
  }

  public Login withRealm(String other) {
    return new Login(username, password, enablePassword, other, credRef);
  }

  public Login withCredRef(String other) {
    return new Login(username, password, enablePassword, realm, other);
  }
}
