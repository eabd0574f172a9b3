package io.netauto.conformance.oxidized;

import io.netauto.conformance.RecordedFiles;
import io.netauto.conformance.session.Answer;
import io.netauto.conformance.session.PlatformStyle;
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

  /** A command, and what was typed at the questions that it asked. */
  record Exchange(String command, List<Answer> answers) {}

  /**
   * The commands of the recording, up to one that ends the session without a word. A line typed
   * where an answer had stopped short of a prompt, in a recording that has prompts, is an answer;
   * pages are turned by the driver.
   */
  List<Exchange> exchanges(PlatformStyle style) {
    boolean hasPrompts =
        entries.stream().anyMatch(entry -> entry.isLine() && style.endsInPrompt(entry.answer()));
    List<Exchange> exchanges = new ArrayList<>();
    String before = "";
    for (Entry entry : entries) {
      if (hasPrompts && entry.answer().isEmpty() && entry.equals(entries.getLast())) {
        break;
      }
      boolean answers = hasPrompts && !before.isEmpty() && !style.endsInPrompt(before);
      if (entry.isLine() && answers) {
        Exchange asked = exchanges.removeLast();
        List<Answer> more = new ArrayList<>(asked.answers());
        more.add(Answer.line(PlatformStyle.lastLine(before), entry.command()));
        exchanges.add(new Exchange(asked.command(), List.copyOf(more)));
      } else if (entry.isLine()) {
        exchanges.add(new Exchange(entry.command(), List.of()));
      }
      before = entry.answer();
    }
    return exchanges;
  }
}
