package io.netauto.conformance.oxidized;

import io.netauto.conformance.RecordedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recorded session.
 *
 * @param greeting what was shown before anything was typed
 * @param entries in the order of the recording
 */
record Simulation(String greeting, List<Entry> entries) {
  Simulation {
    entries = List.copyOf(entries);
  }

  /**
   * What was typed, and all that came back.
   *
   * @param typed with its line end, unless it was a key
   */
  record Entry(String typed, String answer) {
    boolean isLine() {
      return typed.endsWith("\n");
    }

    /** What was typed, without line ends around it. */
    String command() {
      return typed.strip();
    }

    /** Where the answer goes on behind the echo; zero when it has none. */
    int echoEnd() {
      int feed = answer.indexOf('\n');
      String first = (feed < 0 ? answer : answer.substring(0, feed)).strip();
      if (!isLine() || command().isEmpty() || !first.endsWith(command())) {
        return 0;
      }
      return feed < 0 ? answer.length() : feed + 1;
    }
  }

  /** What a file holds; empty when it is not of this form. */
  static Optional<Simulation> of(Map<String, Object> file) {
    Object commands = file.get("commands");
    if (commands == null) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (Object each : RecordedFiles.list(commands)) {
      RecordedFiles.map(each)
          .forEach(
              (typed, answer) ->
                  entries.add(new Entry(typed, RubyText.unescape(String.valueOf(answer)))));
    }
    String greeting = String.valueOf(file.getOrDefault("init_prompt", ""));
    return Optional.of(new Simulation(RubyText.unescape(greeting), entries));
  }
}
