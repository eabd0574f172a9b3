package io.netauto.driver;

/**
 * A place in the byte stream of a session. A mark stands after the last byte that was given to
 * {@link SessionListener#bytes} before it; together, bytes and marks let every view of a session be
 * derived again (see {@link Transcript}).
 */
public sealed interface Mark {

  /**
   * What follows is another session: the one before ended too early, and the same is done again.
   * Given by those who keep a log of both, never by a session.
   *
   * @param attempt counts from 1, so 2 for the first that follows another
   */
  record Restarted(int attempt) implements Mark {}

  /** The session is at this prompt and ready for commands. */
  record Ready(String prompt) implements Mark {}

  /** A command was written to the device; its echo follows. Index counts from 0. */
  record CommandSent(int index, String command) implements Mark {}

  /** The echo of the command is over; what follows is its output. */
  record OutputBegan(int index) implements Mark {}

  /** The last {@code bytes} bytes are a pager's prompt, which was answered. */
  record PagerAnswered(int bytes) implements Mark {}

  /**
   * The unfinished line is a prompt, or a part of one, that the device draws again behind the line
   * end which follows: an empty line was typed to be certain of the end. It is not shown twice.
   */
  record PromptRedrawn() implements Mark {}

  /** The output of the command is complete; the last {@code promptBytes} bytes are the prompt. */
  record OutputEnded(int index, int promptBytes) implements Mark {}
}
