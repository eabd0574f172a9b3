package io.netauto.conformance.scrapli;

import io.netauto.conformance.RecordedFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mock device.
 *
 * @param levels by name, in the order of the recording
 * @param onOpen what has to be typed before the events of an opened session apply
 */
record MockDevice(String initialLevel, Map<String, Level> levels, List<String> onOpen) {

  /**
   * A privilege level, before and after the inputs of the opening.
   *
   * @param prompt as declared
   */
  record Level(String prompt, Events before, Events after) {}

  /** What is answered, and to what. */
  record Events(Map<String, Event> known, Event unknown) {
    Event of(String typed) {
      return known.getOrDefault(typed, unknown);
    }
  }

  /**
   * An answer, in one or more steps.
   *
   * @param level where it leads
   */
  record Event(List<Step> steps, String level, boolean endsInPrompt, boolean closes) {
    boolean isDialog() {
      return steps.size() > 1;
    }

    String output() {
      return steps.getLast().output();
    }
  }

  /**
   * One input and its output.
   *
   * @param hidden whether the input is not shown
   */
  record Step(String input, String output, boolean hidden) {}

  /** What a file holds; empty when it is not of this form. */
  static Optional<MockDevice> of(Map<String, Object> file) {
    Map<String, Object> events = RecordedFiles.map(file.getOrDefault("events", ""));
    Map<String, Object> prompts =
        RecordedFiles.map(file.getOrDefault("privilege_level_prompts", ""));
    if (events.isEmpty() || prompts.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> unknown = RecordedFiles.map(file.getOrDefault("unknown_events", ""));
    Map<String, Level> levels = new LinkedHashMap<>();
    events.forEach(
        (level, value) -> {
          String prompt = String.valueOf(prompts.getOrDefault(level, ""));
          Map<String, Object> own = RecordedFiles.map(value);
          Map<String, Object> others = RecordedFiles.map(unknown.getOrDefault(level, ""));
          levels.put(
              level,
              new Level(
                  prompt,
                  events(own, others, "pre_on_open", level, prompt),
                  events(own, others, "post_on_open", level, prompt)));
        });
    String initial =
        String.valueOf(
            file.getOrDefault("initial_privilege_level", levels.keySet().iterator().next()));
    List<String> inputs = new ArrayList<>();
    RecordedFiles.list(file.getOrDefault("on_open_inputs", ""))
        .forEach(input -> inputs.add(String.valueOf(input)));
    return levels.containsKey(initial)
        ? Optional.of(new MockDevice(initial, levels, inputs))
        : Optional.empty();
  }

  private static Events events(
      Map<String, Object> own,
      Map<String, Object> others,
      String when,
      String level,
      String prompt) {
    Map<String, Event> known = new LinkedHashMap<>();
    RecordedFiles.map(own.getOrDefault(when, ""))
        .forEach((input, value) -> known.put(input, event(input, value, level)));
    Map<String, Object> refusal = RecordedFiles.map(others.getOrDefault(when, ""));
    Event unknown =
        refusal.isEmpty()
            ? new Event(List.of(new Step("", prompt, false)), level, true, false)
            : event("", refusal, level);
    return new Events(known, unknown);
  }

  private static Event event(String input, Object value, String level) {
    Map<String, Object> event = RecordedFiles.map(value);
    List<Step> steps = new ArrayList<>();
    for (Object each : RecordedFiles.list(event.getOrDefault("event_steps", ""))) {
      Map<String, Object> step = RecordedFiles.map(each);
      steps.add(
          new Step(
              String.valueOf(step.getOrDefault("channel_input", "")),
              String.valueOf(step.getOrDefault("channel_output", "")),
              step.getOrDefault("hidden_input", "false").equals("true")));
    }
    if (steps.isEmpty()) {
      steps.add(new Step(input, String.valueOf(event.getOrDefault("channel_output", "")), false));
    }
    return new Event(
        List.copyOf(steps),
        String.valueOf(event.getOrDefault("result_privilege_level", level)),
        event.getOrDefault("returns_prompt", "true").equals("true"),
        event.getOrDefault("closes_connection", "false").equals("true"));
  }
}
