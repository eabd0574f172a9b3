package io.netauto.driver;

import java.util.Optional;

/**
 * An open CLI session with a device. Commands run one at a time, by one thread; {@link #cancel()}
 * and {@link #close()} may be called by any thread.
 */
public interface Session extends AutoCloseable {

  /** The prompt as last seen, e.g. {@code r1#}. */
  String prompt();

  /** The platform's mode that the prompt belongs to; empty when none declares such a prompt. */
  Optional<String> mode();

  /**
   * Goes to a mode of the platform by the fewest transitions, and knows that it is there. Done at
   * once when the session is there already.
   *
   * @return {@link CommandResult.Done}, or {@link CommandResult.Rejected} when the device stayed in
   *     another mode, or {@link CommandResult.Failed}, which ends the session
   * @throws IllegalArgumentException when the platform has no such mode, or no way leads to it
   * @throws IllegalStateException when an earlier failure ended the session
   */
  CommandResult enter(String mode);

  /**
   * Sends one line and waits for the end of its output.
   *
   * @throws IllegalArgumentException when the command holds a line break or control character
   * @throws IllegalStateException when an earlier failure ended the session
   */
  default CommandResult run(String command) {
    return run(Command.of(command));
  }

  /**
   * Sends one line, answers what the device asks, and waits for the end of the output.
   *
   * @throws IllegalStateException when an earlier failure ended the session
   */
  CommandResult run(Command command);

  /**
   * Ends what runs now with {@link Failure.Cause#CANCELLED} and closes the session on the device.
   */
  void cancel();

  /** Closes the channel and the connection; at most a few seconds, never an exception. */
  @Override
  void close();
}
