package io.netauto.driver.platform;

import io.netauto.driver.platform.Badges.Badge;
import io.netauto.driver.platform.Platform.Evidence;
import io.netauto.driver.platform.Platform.Mode;
import io.netauto.driver.platform.Platform.Transition;
import io.netauto.driver.platform.Platform.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a page of facts for each built-in platform, and an index of them. Argument: the folder
 * {@code docs/platforms}.
 */
public final class PlatformPages {
  private static final String INDEX = "README.md";

  private PlatformPages() {}

  /** The pages by file name. */
  static Map<String, String> pages(Platforms platforms, Badges badges) {
    Map<String, String> pages = new TreeMap<>();
    for (Platform platform : platforms.all()) {
      pages.put(platform.id() + ".md", page(platform, badges.of(platform.id())));
    }
    pages.put(INDEX, index(platforms, badges));
    return pages;
  }

  private static String index(Platforms platforms, Badges badges) {
    StringBuilder text = new StringBuilder();
    Map<Badges.Level, Long> counts =
        platforms.all().stream()
            .map(platform -> badges.of(platform.id()).level())
            .collect(Collectors.groupingBy(level -> level, TreeMap::new, Collectors.counting()));
    text.append("# Platforms\n\n")
        .append(platforms.all().size())
        .append(" platforms are built in, one file each. ")
        .append("A badge is earned by tests, not claimed: it is read from what the conformance\n")
        .append("runner reported (`conformance.json`) and from the list of real devices in the ")
        .append("lab (`lab.yaml`).\n\n| badge | platforms |\n|---|---|\n");
    counts.forEach(
        (level, count) ->
            text.append("| ").append(level.words()).append(" | ").append(count).append(" |\n"));
    text.append("\nWrite your own: [the driver author's guide](../driver-authors-guide.md).\n\n")
        .append("| platform | name | vendor | badge | tested against |\n|---|---|---|---|---|\n");
    for (Platform platform : platforms.all()) {
      Badge badge = badges.of(platform.id());
      text.append(
          "| [%s](%s.md) | %s | %s | %s | %s |%n"
              .formatted(
                  platform.id(),
                  platform.id(),
                  platform.name(),
                  platform.vendor(),
                  badge.level().words(),
                  badge.words()));
    }
    return text.append('\n').append(generated()).toString();
  }

  private static String generated() {
    return "*Made from the platform files by `build/platform-pages`; do not edit.*\n";
  }

  private static String page(Platform p, Badge badge) {
    StringBuilder text = new StringBuilder();
    text.append("# %s%n%n".formatted(p.name()));
    text.append("| | |\n|---|---|\n");
    row(text, "id", code(p.id()));
    row(text, "vendor", p.vendor());
    row(text, "badge", "**" + badge.level().words() + "**");
    row(text, "tested against", badge.words());
    p.names().entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> row(text, "in " + entry.getKey(), codes(entry.getValue())));
    row(text, "paging off", codes(p.pagingOff()));
    row(text, "width", codes(p.width()));
    row(text, "on open", codes(p.onOpen()));
    row(text, "on close", codes(p.onClose()));
    text.append("\n## Modes\n\n| mode | prompt | line above |\n|---|---|---|\n");
    for (Mode mode : p.modes()) {
      Pattern above = mode.above();
      text.append(
          "| %s | %s | %s |%n"
              .formatted(
                  mode.name(),
                  code(mode.prompt().pattern()),
                  above == null ? "" : code(above.pattern())));
    }
    transitions(text, p.transitions());
    configuration(text, p.configuration());
    patterns(text, "Pagers", p.pagers().stream().map(pager -> pager.prompt().pattern()).toList());
    patterns(text, "Questions that are answered", questions(p));
    patterns(text, "A command was refused", p.errors().stream().map(Pattern::pattern).toList());
    detection(text, p.detection());
    if (!p.notes().isBlank()) {
      text.append("\n## Notes\n\n").append(p.notes().strip()).append('\n');
    }
    if (!p.sources().isEmpty()) {
      text.append("\n## Sources\n\n");
      p.sources().forEach(source -> text.append("- ").append(source).append('\n'));
    }
    return text.append('\n').append(generated()).toString();
  }

  private static void transitions(StringBuilder text, List<Transition> transitions) {
    if (transitions.isEmpty()) {
      return;
    }
    text.append("\n```mermaid\nstateDiagram-v2\n");
    for (Transition way : transitions) {
      text.append(
          "  %s --> %s: %s%s%s%n"
              .formatted(
                  way.from(),
                  way.to(),
                  way.command().isEmpty() ? "(an empty line)" : plain(way.command()),
                  way.asksForEnablePassword() ? " (enable password)" : "",
                  way.returns() ? " (back to where the session came from)" : ""));
    }
    text.append("```\n");
  }

  /** What Mermaid would take for its own signs is written as a name. */
  private static String plain(String command) {
    return command.replace(";", "#59;").replace(":", "#58;").replace("\u0003", "Ctrl C");
  }

  private static void configuration(StringBuilder text, Platform.Configuration configuration) {
    if (configuration.commands().isEmpty()) {
      return;
    }
    text.append("\n## Configuration\n\n| | commands |\n|---|---|\n");
    if (!configuration.mode().isEmpty()) {
      row(text, "mode", configuration.mode());
    }
    for (Verb verb : Verb.values()) {
      row(text, kebab(verb), codes(configuration.of(verb)));
    }
  }

  private static List<String> questions(Platform p) {
    return p.dialogs().stream().map(dialog -> dialog.question().pattern()).toList();
  }

  private static void detection(StringBuilder text, List<Evidence> detection) {
    if (detection.isEmpty()) {
      return;
    }
    text.append("\n## How it is detected\n\n| in | pattern | score |\n|---|---|---|\n");
    for (Evidence evidence : detection) {
      text.append(
          "| %s | %s | %d |%n"
              .formatted(
                  evidence.command().isEmpty()
                      ? kebab(evidence.where())
                      : "output of " + code(evidence.command()),
                  code(evidence.pattern().pattern()),
                  evidence.score()));
    }
  }

  private static void patterns(StringBuilder text, String title, List<String> patterns) {
    if (!patterns.isEmpty()) {
      text.append("\n## %s%n%n".formatted(title));
      patterns.forEach(pattern -> text.append("- ").append(inCode(pattern)).append('\n'));
    }
  }

  private static void row(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append("| %s | %s |%n".formatted(name, value));
    }
  }

  private static String codes(List<String> values) {
    return values.stream().map(PlatformPages::code).collect(Collectors.joining("<br>"));
  }

  /** Code within a table, where a bar would end the cell. */
  private static String code(String value) {
    return inCode(value).replace("|", "\\|");
  }

  private static String inCode(String value) {
    String shown =
        value
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("\u0003", "^C");
    String fence = shown.contains("`") ? "``" : "`";
    String pad = shown.startsWith("`") || shown.endsWith("`") || shown.isBlank() ? " " : "";
    return fence + pad + shown + pad + fence;
  }

  private static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Map<String, String> pages = pages(Platforms.builtIn(), Badges.builtIn());
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.filter(f -> f.toString().endsWith(".md")).toList()) {
        if (!pages.containsKey(String.valueOf(file.getFileName()))) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
    System.out.println(pages.size() + " pages in " + folder + ".");
  }
}
