package io.netauto.driver;

/** What became of one command. */
public sealed interface CommandResult {

  /** The output between echo and prompt; of a failed command, what had come until then. */
  Output output();

  /** The device ran the command and came back to its prompt. */
  record Done(Output output) implements CommandResult {}

  /** The device came back to its prompt, but its output says that it refused the command. */
  record Rejected(Output output, Failure failure) implements CommandResult {}

  /** The end was not reached; the session is closed. */
  record Failed(Output output, Failure failure) implements CommandResult {}

  /**
   * Cleaned output.
   *
   * @param text lines separated by {@code \n}
   * @param bytes how many raw bytes the device sent for it
   * @param whole false when {@code text} is only the beginning, because the output was larger than
   *     {@link SessionOptions#keepOutput()}
   */
  record Output(String text, long bytes, boolean whole) {}
}
