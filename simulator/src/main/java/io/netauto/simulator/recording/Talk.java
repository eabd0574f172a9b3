package io.netauto.simulator.recording;

import java.util.Optional;

/** One connection's talk with a recorded device. Used by one thread. */
public interface Talk {

  /** What is shown before anything is typed. */
  Reply greeting();

  /**
   * The answer to a key, or empty when the device waits for the end of the line.
   *
   * @param typed what was typed since the last answer
   */
  Optional<Reply> key(String typed);

  /**
   * The answer to a line.
   *
   * @param typed without its end
   */
  Reply line(String typed);
}
