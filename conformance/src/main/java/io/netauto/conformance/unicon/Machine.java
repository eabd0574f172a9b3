package io.netauto.conformance.unicon;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state machine.
 *
 * @param states by name, in the order of the recording
 */
record Machine(Map<String, State> states) {

  /** The host name that takes the place of {@code %N}. */
  static final String HOSTNAME = "Router";

  Optional<State> state(String name) {
    return Optional.ofNullable(states.get(name));
  }

  /**
   * A state.
   *
   * @param preface what is shown when the state is entered
   * @param commands by the typed line
   * @param keys by the pressed characters, answered without an end of line
   */
  record State(
      String name,
      String prompt,
      Answer preface,
      Map<String, Answer> commands,
      Map<String, Answer> keys) {}

  /**
   * What an input does.
   *
   * @param responses one after the other, each time the input comes
   * @param circular whether the first follows the last; else the last stays
   * @param next the name of the state that follows; empty to stay
   * @param waits lines of the response, from 0, before which the device pauses
   * @param missing files that the recording names and does not hold
   */
  record Answer(
      List<String> responses,
      boolean circular,
      String next,
      Map<Integer, Duration> waits,
      List<String> missing) {

    String response(int time) {
      if (responses.isEmpty()) {
        return "";
      }
      int last = responses.size() - 1;
      return responses.get(circular ? time % responses.size() : Math.min(time, last));
    }
  }
}
