package io.netauto.conformance.unicon;

import io.netauto.conformance.RecordedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads state machines: one for each file, with the states of the other files of its folder behind
 * its own, since files refer to each other.
 */
final class MachineFiles {
  private static final String INCLUDE = "file|";

  private final RecordedFiles files;

  MachineFiles(RecordedFiles files) {
    this.files = files;
  }

  /** True when the file holds states. */
  boolean isMachine(Path file) {
    Optional<Map<String, Object>> content = files.yaml(file);
    return content.isPresent()
        && !content.get().isEmpty()
        && content.get().values().stream().anyMatch(MachineFiles::isState)
        && content.get().values().stream()
            .allMatch(each -> isState(each) || RecordedFiles.map(each).isEmpty());
  }

  private static boolean isState(Object value) {
    Map<String, Object> state = RecordedFiles.map(value);
    return state.containsKey("prompt")
        && (state.containsKey("commands") || state.containsKey("keys"));
  }

  /** The names of the states that stand in the file itself. */
  List<String> own(Path file) {
    return files.yaml(file).orElse(Map.of()).entrySet().stream()
        .filter(entry -> isState(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  Machine read(Path file) {
    Map<String, Machine.State> states = new LinkedHashMap<>();
    List<Path> all = new ArrayList<>();
    all.add(file);
    files.all().stream()
        .filter(each -> isBeside(each, file) && each.toString().endsWith(".yaml"))
        .forEach(all::add);
    for (Path each : all) {
      files
          .yaml(each)
          .orElse(Map.of())
          .forEach(
              (name, value) -> {
                if (isState(value)) {
                  states.putIfAbsent(name, state(name, value, each));
                }
              });
    }
    return new Machine(states);
  }

  private static boolean isBeside(Path one, Path other) {
    return !one.equals(other)
        && String.valueOf(one.getParent()).equals(String.valueOf(other.getParent()));
  }

  private Machine.State state(String name, Object value, Path file) {
    Map<String, Object> state = RecordedFiles.map(value);
    return new Machine.State(
        name,
        String.valueOf(state.getOrDefault("prompt", "")).replace("%N", Machine.HOSTNAME),
        answer(state.getOrDefault("preface", ""), file),
        answers(state.getOrDefault("commands", ""), file),
        keys(answers(state.getOrDefault("keys", ""), file)));
  }

  private Map<String, Machine.Answer> answers(Object value, Path file) {
    Map<String, Machine.Answer> answers = new LinkedHashMap<>();
    RecordedFiles.map(value).forEach((input, each) -> answers.put(input, answer(each, file)));
    return answers;
  }

  private static Map<String, Machine.Answer> keys(Map<String, Machine.Answer> named) {
    Map<String, Machine.Answer> keys = new LinkedHashMap<>();
    named.forEach((name, answer) -> keys.put(pressed(name), answer));
    return keys;
  }

  private static String pressed(String name) {
    if (!name.startsWith("ctrl-")) {
      return name;
    }
    char key = name.charAt(name.length() - 1);
    return String.valueOf((char) (Character.toUpperCase(key) & 0x1f));
  }

  private Machine.Answer answer(Object value, Path file) {
    Map<String, Object> map = RecordedFiles.map(value);
    List<String> missing = new ArrayList<>();
    List<String> responses = new ArrayList<>();
    Object response = value instanceof Map<?, ?> ? map.getOrDefault("response", "") : value;
    for (Object each : RecordedFiles.list(response)) {
      responses.add(included(String.valueOf(each), file, missing));
    }
    return new Machine.Answer(
        List.copyOf(responses),
        map.getOrDefault("response_type", "").equals("circular"),
        String.valueOf(map.getOrDefault("new_state", "")),
        waits(map.getOrDefault("timing", "")),
        List.copyOf(missing));
  }

  /** The text, or that of the file which it names. */
  private String included(String text, Path file, List<String> missing) {
    if (!text.startsWith(INCLUDE)) {
      return text.replace("%N", Machine.HOSTNAME);
    }
    String name = text.substring(INCLUDE.length()).strip();
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      Path candidate = folder.resolve(name).normalize();
      if (candidate.startsWith(files.folder().normalize()) && Files.isRegularFile(candidate)) {
        return RecordedFiles.text(candidate).replace("\r\n", "\n");
      }
    }
    String place =
        Path.of(name)
            .subpath(Math.min(1, Path.of(name).getNameCount() - 1), Path.of(name).getNameCount())
            .toString();
    for (Path each : files.all()) {
      if (each.endsWith(place)) {
        return RecordedFiles.text(each).replace("\r\n", "\n");
      }
    }
    missing.add(name);
    return "";
  }

  /** Entries such as {@code 2:,10}: from line 2 on, wait 10 s before it. */
  private static Map<Integer, Duration> waits(Object timing) {
    Map<Integer, Duration> waits = new LinkedHashMap<>();
    for (Object each : RecordedFiles.list(timing)) {
      String[] fields = String.valueOf(each).split(",", -1);
      try {
        double seconds = fields.length < 2 ? 0 : Double.parseDouble(fields[1].strip());
        int line = Integer.parseInt(fields[0].substring(0, fields[0].indexOf(':')).strip());
        if (seconds > 0) {
          waits.put(line, Duration.ofMillis((long) (seconds * 1000)));
        }
      } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
        // Another way to tell times; the text is the same without.
      }
    }
    return waits;
  }
}
