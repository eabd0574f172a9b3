package io.netauto.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A device as ytti/oxidized recorded it: {@code <model>#<hardware>#simulation.yaml}.
 *
 * @param model oxidized's name of the platform
 * @param banner what came before the prompt
 * @param prompt the last line of what the device printed first, or most often
 * @param outputs by command, without echo and prompt
 */
public record OxidizedRecording(
    String name, String model, String banner, String prompt, Map<String, String> outputs) {

  /** The recordings of a folder of oxidized's {@code spec/model/data}. */
  public static List<OxidizedRecording> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith("simulation.yaml"))
          .sorted()
          .map(OxidizedRecording::read)
          .toList();
    }
  }

  static OxidizedRecording read(Path file) {
    Object loaded;
    try {
      // libyaml, which oxidized uses, takes blank lines that are indented deeper than the text.
      String text = Files.readString(file).replaceAll("(?m)^[ \\t]+$", "");
      loaded =
          new Load(LoadSettings.builder().setCodePointLimit(20 << 20).build()).loadFromString(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Map<?, ?> root = (Map<?, ?>) loaded;
    String name = String.valueOf(file.getFileName()).replaceFirst("#[^#]*$", "");
    List<String> first =
        Escapes.ruby(root.get("init_prompt") instanceof String init ? init : "").lines().toList();
    String prompt = first.isEmpty() ? "" : first.getLast();
    String banner = String.join("\n", first.subList(0, Math.max(0, first.size() - 1)));
    Map<String, String> outputs = new LinkedHashMap<>();
    Map<String, Integer> last = new TreeMap<>();
    for (Object one :
        root.get("commands") instanceof List<?> list ? list : List.of(root.get("commands"))) {
      ((Map<?, ?>) one)
          .forEach(
              (command, output) -> {
                String typed = Escapes.ruby(String.valueOf(command)).strip();
                String printed = Escapes.ruby(String.valueOf(output));
                outputs.putIfAbsent(typed, body(typed, printed));
                printed
                    .lines()
                    .reduce((a, b) -> b)
                    .ifPresent(l -> last.merge(visible(l), 1, Integer::sum));
              });
    }
    int most = last.values().stream().mapToInt(n -> n).max().orElse(0);
    if (most > 1 && !last.containsKey(visible(prompt))) {
      prompt =
          last.entrySet().stream()
              .filter(e -> e.getValue() == most)
              .findFirst()
              .orElseThrow()
              .getKey();
    }
    return new OxidizedRecording(
        name, name.replaceFirst("#.*", ""), banner, visible(prompt), outputs);
  }

  private static String body(String command, String output) {
    List<String> lines = output.replace("\r", "").lines().toList();
    int from = !lines.isEmpty() && lines.getFirst().strip().endsWith(command) ? 1 : 0;
    return String.join("\n", lines.subList(from, Math.max(from, lines.size() - 1)));
  }

  private static String visible(String prompt) {
    return prompt.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\\r", "");
  }

  /** The output of a command that was recorded, as it was typed or with a pipe behind it. */
  public Optional<String> output(String command) {
    return outputs.entrySet().stream()
        .filter(e -> e.getKey().equals(command) || e.getKey().startsWith(command + " |"))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
