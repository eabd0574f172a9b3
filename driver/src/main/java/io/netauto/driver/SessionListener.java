package io.netauto.driver;

/**
 * Receives what a device sends, as it comes. Called by one thread at a time, the one that runs the
 * session; blocking in a method slows the device by the transport's window.
 */
@FunctionalInterface
public interface SessionListener {

  /** Raw bytes from the device, valid during the call only. */
  void bytes(byte[] buffer, int offset, int length);

  default void mark(Mark mark) {}

  /** Hears nothing. */
  static SessionListener none() {
    return (buffer, offset, length) -> {};
  }
}
