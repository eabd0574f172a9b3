package io.netauto.driver;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

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

  /** What a session can be used for now. */
  enum State {
    /** At the prompt and in the mode that it was opened in: its next owner finds it as if new. */
    READY,
    /** At another prompt, or in a mode where a prompt cannot be proven. */
    MOVED,
    /** Something runs. */
    BUSY,
    /** Closed by either side, or of no more use after a failure; still to be closed. */
    ENDED
  }

  /**
   * Where the session stands. What commands left behind on the device, a terminal setting or a
   * shell variable, is not known.
   */
  State state();

  /**
   * Completes, on a virtual thread of its own, as soon as the session has {@link State#ENDED},
   * whoever ended it and whether or not anything ran.
   */
  CompletionStage<Void> ended();

  /**
   * Puts a session by that is {@link State#READY}: its owner's listener hears no more, and what the
   * device says until {@link #reopen} is dropped (over Telnet, up to 1 MB of it waits to be
   * dropped).
   *
   * @return false when it is not ready; then nothing changed, and it is to be closed
   */
  boolean park();

  /**
   * Hands the session to its next owner. An empty line is typed, and only when the same prompt
   * comes back, within the option {@code connect}, is the session taken for alive and ready. The
   * listener first hears that prompt and {@link Mark.Ready}, as at the end of a login; commands
   * count from 0 again. What the device said before belongs to nobody.
   *
   * @return {@link OpenResult.Opened} with this session; or why not, and then it has ended
   * @throws IllegalStateException when it is busy or not where it was opened
   */
  OpenResult reopen(SessionListener next);

  /**
   * Ends what runs now with {@link Failure.Cause#CANCELLED} and closes the session on the device.
   */
  void cancel();

  /** Closes the channel and the connection; at most a few seconds, never an exception. */
  @Override
  void close();
}
