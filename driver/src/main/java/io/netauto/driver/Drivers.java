package io.netauto.driver;

/** Where drivers come from. */
public final class Drivers {
  private Drivers() {}

  /**
   * A driver that reaches devices over SSH. It holds a handful of I/O threads however many sessions
   * it serves; make one per process and close it at the end.
   */
  public static Driver ssh() {
    return new SshDriver();
  }
}
