package io.netauto.driver;

/** Where drivers come from. */
public final class Drivers {
  private Drivers() {}

  /**
   * A driver that reaches devices over SSH. It holds a handful of I/O threads however many sessions
   * it serves; make one per process and close it at the end.
   */
  public static Driver ssh() {
    return new DeviceDriver(false);
  }

  /**
   * Like {@link #ssh()}, and also reaches devices over Telnet, which sends passwords in clear: for
   * networks where that was decided on.
   */
  public static Driver sshAndTelnet() {
    return new DeviceDriver(true);
  }
}
