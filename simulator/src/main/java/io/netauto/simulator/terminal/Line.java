package io.netauto.simulator.terminal;

/** The way from a terminal to whoever sits at its other end. */
public interface Line {
  /** Writes bytes; runs {@code done} once they have left, not before the far end had room. */
  void write(byte[] bytes, int offset, int length, Runnable done);

  /** Ends the session in good order. */
  void hangUp(int status);

  /** Resets the connection. */
  void reset();
}
