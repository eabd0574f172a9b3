package io.netauto.server.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dangerous commands that NetAuto knows by itself: the file {@code dangerous.yaml}. */
final class DangerousCommands {
  /**
   * One kind of danger.
   *
   * @param name a word for it
   * @param words what such a command begins with
   * @param anywhere what is looked for in the whole line
   */
  record Kind(
      String name,
      String reason,
      List<WordPattern> words,
      List<Pattern> anywhere,
      List<WordPattern> except) {

    static Kind of(Map<String, Object> map) {
      return new Kind(
          String.valueOf(map.get("name")),
          String.valueOf(map.get("reason")),
          YamlResource.words(map, "words"),
          YamlResource.texts(map, "anywhere").stream()
              .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
              .toList(),
          YamlResource.words(map, "except"));
    }

    List<String> patterns() {
      return Stream.concat(
              words.stream().map(WordPattern::text), anywhere.stream().map(Pattern::pattern))
          .toList();
    }

    private Optional<String> match(String command) {
      for (WordPattern word : words) {
        if (word.begins(command) && except.stream().noneMatch(e -> e.begins(command))) {
          return Optional.of(word.text());
        }
      }
      return Optional.empty();
    }

    private Optional<String> matchAnywhere(String line) {
      return anywhere.stream()
          .filter(p -> p.matcher(line).find())
          .map(Pattern::pattern)
          .findFirst();
    }
  }

  private final List<Kind> kinds =
      YamlResource.read("dangerous.yaml").stream().map(Kind::of).toList();

  List<Kind> kinds() {
    return kinds;
  }

  /** The dangerous ones of the commands, in their order, each for its first reason. */
  List<Danger> among(Iterable<String> commands) {
    List<Danger> dangers = new ArrayList<>();
    for (String command : commands) {
      find(command).ifPresent(dangers::add);
    }
    return dangers;
  }

  private Optional<Danger> find(String command) {
    List<String> suspects = CommandPieces.suspects(command);
    for (Kind kind : kinds) {
      for (String suspect : suspects) {
        Optional<String> pattern = kind.match(suspect);
        if (pattern.isPresent()) {
          return Optional.of(new Danger(command, kind.reason(), pattern.get()));
        }
      }
      Optional<String> pattern = kind.matchAnywhere(command);
      if (pattern.isPresent()) {
        return Optional.of(new Danger(command, kind.reason(), pattern.get()));
      }
    }
    return Optional.empty();
  }
}
