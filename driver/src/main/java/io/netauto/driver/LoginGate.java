package io.netauto.driver;

/**
 * Says when a login may be tried. It is asked on the thread that opens the session, once for the
 * device and once for each jump host that has to be logged in to, when everything before the login
 * is done: after connect, key exchange and host key over SSH, at the first question over Telnet. So
 * an operator's pace of logins is kept at the moment when a device would ask its AAA server.
 *
 * <p>The wait counts towards none of the limits in {@link SessionOptions}, and an interrupt of the
 * thread ends it. But the device is connected meanwhile, and devices drop who does not log in
 * (OpenSSH after two minutes, others after 30 seconds): whoever may have to wait long does so
 * before {@link Driver#open}, and uses the gate for the rest.
 */
@FunctionalInterface
public interface LoginGate {

  /**
   * Returns when the login may be tried. What it throws otherwise comes out of {@link Driver#open},
   * with the connection closed.
   *
   * @param who the device or jump host that is about to be logged in to
   * @throws InterruptedException ends the attempt as {@link Failure.Cause#CANCELLED}
   */
  void await(Target who) throws InterruptedException;

  /**
   * The login was accepted: it is over for whoever judges logins, though the session is opened only
   * when its prompt is found and its set-up commands are answered, which takes a slow device
   * seconds. Called on the thread that opens the session. Not called for a refused one: that is in
   * {@link Driver#open}'s result.
   *
   * @param who the device or jump host that was last waited for
   */
  default void accepted(Target who) {}

  /** Lets everyone pass at once. */
  static LoginGate open() {
    return who -> {};
  }
}
