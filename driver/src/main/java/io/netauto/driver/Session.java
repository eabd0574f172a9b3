package io.netauto.driver;

/**
 * An open CLI session with a device. Commands run one at a time, by one thread; {@link #cancel()}
 * and {@link #close()} may be called by any thread.
 */
public interface Session extends AutoCloseable {

  /** The prompt as last seen, e.g. {@code r1#}. */
  String prompt();

  /**
   * Sends one line and waits for the end of its output.
   *
   * @throws IllegalArgumentException when the command holds a line break or control character
   * @throws IllegalStateException when an earlier failure ended the session
   */
  CommandResult run(String command);

  /**
   * Ends what runs now with {@link Failure.Cause#CANCELLED} and closes the session on the device.
   */
  void cancel();

  /** Closes the channel and the connection; at most a few seconds, never an exception. */
  @Override
  void close();
}
