package io.netauto.simulator.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A platform written in YAML; a key that is not known fails the load. */
final class PlatformFile {
  private PlatformFile() {}

  static Platform parse(String id, String yaml) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    Node root = Node.of(loaded, id);
    root.allow(
        "ident",
        "banner",
        "motd",
        "start",
        "home",
        "abbreviates",
        "negation",
        "braces",
        "joined",
        "leaves",
        "pager",
        "errors",
        "modes",
        "commands",
        "configuration");
    Map<String, Mode> modes = new LinkedHashMap<>();
    Node modesNode = root.node("modes");
    for (Object key : modesNode.map().keySet()) {
      Node mode = modesNode.node(key.toString()).allow("prompt", "up", "inherits", "keeps");
      modes.put(
          key.toString(),
          new Mode(
              key.toString(),
              mode.text("prompt"),
              mode.text("up"),
              mode.text("inherits"),
              mode.flag("keeps")));
    }
    List<Command> commands = new ArrayList<>();
    for (Object each : root.list("commands")) {
      commands.add(command(Node.of(each, id)));
    }
    boolean abbreviates = root.flag("abbreviates");
    String negation = root.text("negation");
    return new Platform(
        id,
        root.text("ident"),
        root.text("banner"),
        root.text("motd"),
        root.text("start"),
        root.text("home"),
        pager(root.node("pager")),
        errors(root.node("errors")),
        modes,
        commands,
        Platform.grammars(modes, commands, abbreviates, negation),
        negation,
        root.flag("braces"),
        root.texts("joined"),
        root.texts("leaves"),
        text(root.get("configuration"), id));
  }

  private static Pager pager(Node node) {
    node.allow("rows", "text", "erase", "next", "line", "quit", "other-keys-quit");
    return new Pager(
        Integer.parseInt(node.text("rows")),
        node.text("text"),
        node.text("erase"),
        node.text("next"),
        node.text("line"),
        node.text("quit"),
        node.flag("other-keys-quit"));
  }

  private static Errors errors(Node node) {
    node.allow("unknown", "incomplete", "ambiguous", "unauthorized", "enable-denied", "busy");
    return new Errors(
        node.text("unknown"),
        node.text("incomplete"),
        node.text("ambiguous"),
        node.text("unauthorized"),
        node.text("enable-denied"),
        node.text("busy"));
  }

  private static Command command(Node node) {
    node.allow("in", "is", "do", "to", "out", "ask", "ask-key", "yes", "no", "single");
    List<String> patterns = node.texts("is");
    String action = node.text("do");
    return new Command(
        patterns.getFirst(),
        patterns.stream().map(Pattern::of).toList(),
        Set.copyOf(node.texts("in")),
        action.isEmpty()
            ? Action.SHOW
            : Action.valueOf(action.toUpperCase(Locale.ROOT).replace('-', '_')),
        node.text("to"),
        text(node.get("out"), patterns.getFirst()),
        node.text("ask"),
        node.flag("ask-key"),
        node.texts("yes"),
        node.text("no"),
        node.flag("single"));
  }

  private static Text text(@Nullable Object value, String where) {
    return switch (value) {
      case null -> Text.NONE;
      case String text -> Text.of(text);
      case List<?> list -> {
        List<Block> blocks = new ArrayList<>();
        for (Object each : list) {
          blocks.add(each instanceof String text ? Block.once(text) : block(Node.of(each, where)));
        }
        yield new Text(blocks);
      }
      default -> throw new IllegalArgumentException("Not a text in " + where + ": " + value);
    };
  }

  private static Block block(Node node) {
    node.allow("repeat", "from", "pause", "text", "use", "interfaces");
    String pause = node.text("pause");
    Duration wait = Duration.ofMillis(pause.isEmpty() ? 0 : Long.parseLong(pause));
    if (!node.text("use").isEmpty()) {
      return new Block(Block.Kind.USE, 1, 1, wait, node.text("use"));
    }
    if (!node.text("interfaces").isEmpty()) {
      return new Block(Block.Kind.INTERFACES, 1, 1, wait, node.text("interfaces"));
    }
    int from = node.text("from").isEmpty() ? 1 : Integer.parseInt(node.text("from"));
    int count = node.text("repeat").isEmpty() ? 1 : Integer.parseInt(node.text("repeat"));
    return new Block(Block.Kind.RANGE, from, from + count - 1, wait, node.text("text"));
  }

  private record Node(Map<?, ?> map, String where) {
    static Node of(@Nullable Object value, String where) {
      if (value instanceof Map<?, ?> map) {
        return new Node(map, where);
      }
      throw new IllegalArgumentException("A mapping is expected in " + where + ": " + value);
    }

    Node allow(String... keys) {
      for (Object key : map.keySet()) {
        if (!List.of(keys).contains(key)) {
          throw new IllegalArgumentException("Unknown key '" + key + "' in " + where);
        }
      }
      return this;
    }

    @Nullable Object get(String key) {
      return map.get(key);
    }

    Node node(String key) {
      return of(map.get(key), where + "." + key);
    }

    String text(String key) {
      Object value = map.get(key);
      return value == null ? "" : value.toString();
    }

    boolean flag(String key) {
      return Boolean.TRUE.equals(map.get(key));
    }

    List<?> list(String key) {
      return map.get(key) instanceof List<?> list ? list : List.of();
    }

    List<String> texts(String key) {
      Object value = map.get(key);
      return switch (value) {
        case null -> List.of();
        case List<?> list -> list.stream().map(String::valueOf).toList();
        default -> List.of(value.toString());
      };
    }
  }
}
