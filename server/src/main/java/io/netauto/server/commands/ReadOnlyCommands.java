package io.netauto.server.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The commands that only read, by family of platforms: the file {@code read-only.yaml}. What is not
 * in it may change something.
 */
final class ReadOnlyCommands {
  private static final Pattern WRAPPER = Pattern.compile("(?i)(?:do|run) (?=\\S)");

  /** Runs a command within a command, within double quotes too. */
  private static final Pattern SUBSTITUTION = Pattern.compile("`|\\$\\(");

  /** Writes a file on the device. */
  private static final Pattern FILE = Pattern.compile("(?i)(?:^| )file ?=");

  private static final class Family {
    final List<WordPattern> read = new ArrayList<>();
    final List<Pattern> readAnywhere = new ArrayList<>();
    final List<WordPattern> filters = new ArrayList<>();
    String forbidden = "<>&\n";

    void add(Map<String, Object> map) {
      read.addAll(YamlResource.words(map, "read"));
      YamlResource.texts(map, "expressions").stream()
          .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
          .forEach(readAnywhere::add);
      filters.addAll(YamlResource.words(map, "filters"));
      forbidden += map.getOrDefault("forbidden", "");
    }
  }

  private final Map<String, Family> byPlatform = new HashMap<>();
  private final Family unknown = new Family();

  /** The first of the file is for all platforms. */
  ReadOnlyCommands() {
    List<Map<String, Object>> families = YamlResource.read("read-only.yaml");
    Map<String, Object> all = families.getFirst();
    unknown.add(all);
    for (Map<String, Object> map : families.subList(1, families.size())) {
      Family family = new Family();
      family.add(all);
      family.add(map);
      for (String platform : YamlResource.texts(map, "platforms")) {
        if (byPlatform.put(platform, family) != null) {
          throw new IllegalStateException("Two families have the platform " + platform);
        }
      }
    }
  }

  Mode mode(String platform, Iterable<String> commands) {
    Family family = byPlatform.getOrDefault(platform, unknown);
    for (String command : commands) {
      if (!reads(family, CommandPieces.normal(command))) {
        return Mode.CHANGE;
      }
    }
    return Mode.READ;
  }

  private static boolean reads(Family family, String line) {
    if (SUBSTITUTION.matcher(line).find()
        || FILE.matcher(line).find()
        || hasOutsideQuotes(line, family.forbidden)) {
      return false;
    }
    List<String> parts = CommandPieces.parted(line, ';');
    return !parts.isEmpty() && parts.stream().allMatch(part -> readsAlone(family, part));
  }

  private static boolean readsAlone(Family family, String command) {
    List<String> pipe = CommandPieces.parted(command, '|');
    if (pipe.isEmpty()) {
      return false;
    }
    String verb = WRAPPER.matcher(pipe.getFirst()).replaceFirst("");
    boolean reads =
        family.read.stream().anyMatch(p -> p.begins(verb))
            || family.readAnywhere.stream().anyMatch(p -> p.matcher(verb).lookingAt());
    return reads
        && pipe.subList(1, pipe.size()).stream()
            .allMatch(f -> family.filters.stream().anyMatch(p -> p.begins(f)));
  }

  private static boolean hasOutsideQuotes(String line, String characters) {
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (line.indexOf(c) >= 0 && CommandPieces.parted(line, c).size() != 1) {
        return true;
      }
    }
    return false;
  }
}
