package io.netauto.driver.platform;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one platform file; works on YAML's nodes so that each fault has its line. */
final class PlatformFile {
  private static final List<String> TOOLS =
      List.of("ntc", "oxidized", "scrapli", "unicon", "napalm", "netmiko");

  private static final int DEEPEST = 20;

  private final String file;
  private final @Nullable PatternGuard guard;

  private PlatformFile(String file, @Nullable PatternGuard guard) {
    this.file = file;
    this.guard = guard;
  }

  /** Reads a file that comes with the library. */
  static Platform read(String file, String id, String text) {
    return new PlatformFile(file, null).read(id, text);
  }

  /** Reads a file that anybody may have written. */
  static Platform readUsers(String file, String id, String text) {
    return new PlatformFile(file, new PatternGuard()).read(id, text);
  }

  private Platform read(String id, String text) {
    try {
      checkDepth(text);
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
      if (root.isEmpty()) {
        throw new PlatformFileException(file, 1, "the file is empty");
      }
      return platform(id, root.get());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new PlatformFileException(file, line, "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new PlatformFileException(file, 1, "not YAML: " + e.getMessage());
    }
  }

  /** Reads it once without building anything: what builds goes as deep as the text does. */
  private void checkDepth(String text) {
    int depth = 0;
    for (Event event : new Parse(LoadSettings.builder().setLabel(file).build()).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        throw new PlatformFileException(file, line, "nested deeper than " + DEEPEST);
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private Platform platform(String id, Node root) {
    Entries top = entries(root);
    Platform platform =
        new Platform(
            id,
            top.text("name"),
            top.text("vendor"),
            names(top.optional("names")),
            top.text("newline", "\n"),
            top.flag("echo", true),
            top.text("terminal", "vt100"),
            top.text("username-suffix", ""),
            login(top.optional("login")),
            top.list("modes", this::mode),
            top.list("transitions", this::transition),
            top.list("paging-off", this::text),
            top.list("width", this::text),
            top.list("on-open", this::text),
            top.list("on-close", this::text),
            top.list("pagers", this::pager),
            top.list("dialogs", this::dialog),
            top.list("errors", this::pattern),
            configuration(top.optional("configuration")),
            top.list("detection", this::evidence),
            top.list("secrets", this::secret),
            top.list("sources", this::text),
            top.text("notes", ""));
    top.end();
    if (platform.modes().isEmpty()) {
      throw fault(root, "\"modes\" is missing: without a prompt no session can be opened");
    }
    checkModes(root, platform);
    return platform;
  }

  private Map<String, List<String>> names(@Nullable Node node) {
    Map<String, List<String>> names = new TreeMap<>();
    if (node != null) {
      Entries entries = entries(node);
      for (String tool : TOOLS) {
        names.put(tool, entries.list(tool, this::text));
      }
      entries.end();
    }
    return names;
  }

  private Platform.Configuration configuration(@Nullable Node node) {
    Map<Platform.Verb, List<String>> commands = new EnumMap<>(Platform.Verb.class);
    if (node == null) {
      return new Platform.Configuration("", commands);
    }
    Entries entries = entries(node);
    String mode = entries.text("mode", "");
    for (Platform.Verb verb : Platform.Verb.values()) {
      List<String> typed = entries.list(kebab(verb), this::text);
      if (!typed.isEmpty()) {
        commands.put(verb, typed);
      }
    }
    entries.end();
    return new Platform.Configuration(mode, commands);
  }

  private Platform.Evidence evidence(Node node) {
    Entries entries = entries(node);
    Node where = entries.required("in");
    Platform.Evidence.Where place = null;
    for (Platform.Evidence.Where candidate : Platform.Evidence.Where.values()) {
      if (kebab(candidate).equals(text(where))) {
        place = candidate;
      }
    }
    if (place == null) {
      throw fault(
          where, "ident, banner, prompt or output is expected, not \"" + text(where) + "\"");
    }
    String command = entries.text("command", "");
    if (command.isEmpty() == (place == Platform.Evidence.Where.OUTPUT)) {
      throw fault(node, "\"command\" belongs to evidence in output, and only there");
    }
    Platform.Evidence evidence =
        new Platform.Evidence(
            place, command, pattern(entries.required("pattern")), entries.number("score", 1, 100));
    entries.end();
    return evidence;
  }

  private Pattern secret(Node node) {
    Pattern pattern = pattern(node);
    if (!pattern.namedGroups().containsKey("secret")) {
      throw fault(node, "the group (?<secret>...) is missing: what is it that must not be shown?");
    }
    return pattern;
  }

  private static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void checkModes(Node root, Platform platform) {
    Set<String> names = new TreeSet<>();
    for (Platform.Mode mode : platform.modes()) {
      if (!names.add(mode.name())) {
        throw fault(root, "the mode \"" + mode.name() + "\" stands twice");
      }
    }
    for (Platform.Transition transition : platform.transitions()) {
      for (String name : List.of(transition.from(), transition.to())) {
        if (!names.contains(name)) {
          throw fault(root, "a transition names the mode \"" + name + "\", which is not declared");
        }
      }
    }
    String mode = platform.configuration().mode();
    if (!mode.isEmpty() && !names.contains(mode)) {
      throw fault(root, "the configuration names the mode \"" + mode + "\", which is not declared");
    }
  }

  private Platform.Mode mode(Node node) {
    Entries entries = entries(node);
    Platform.Mode mode =
        new Platform.Mode(
            entries.text("name"),
            pattern(entries.required("prompt")),
            optionalPattern(entries.optional("above")),
            entries.list("excludes", this::pattern),
            entries.flag("enter-acts", false));
    entries.end();
    return mode;
  }

  private Platform.Transition transition(Node node) {
    Entries entries = entries(node);
    List<Platform.Answer> answers = new ArrayList<>();
    Node question = entries.optional("question");
    Node answer = entries.optional("answer");
    if (question != null) {
      String text = answer == null ? Platform.Answer.ENABLE_PASSWORD : text(answer);
      answers.add(new Platform.Answer(pattern(question), text));
    } else if (answer != null) {
      throw fault(answer, "\"answer\" without \"question\"");
    }
    answers.addAll(entries.list("answers", this::answer));
    Platform.Transition transition =
        new Platform.Transition(
            entries.text("from"),
            entries.text("to"),
            entries.text("command"),
            answers,
            entries.flag("always", false),
            entries.flag("returns", false));
    entries.end();
    return transition;
  }

  private Platform.Answer answer(Node node) {
    Entries entries = entries(node);
    Platform.Answer answer =
        new Platform.Answer(pattern(entries.required("question")), entries.text("answer"));
    entries.end();
    return answer;
  }

  private Platform.@Nullable LoginQuestions login(@Nullable Node node) {
    if (node == null) {
      return null;
    }
    Entries entries = entries(node);
    Platform.LoginQuestions login =
        new Platform.LoginQuestions(
            pattern(entries.required("username")), pattern(entries.required("password")));
    entries.end();
    return login;
  }

  private Platform.Pager pager(Node node) {
    Entries entries = entries(node);
    Platform.Pager pager =
        new Platform.Pager(pattern(entries.required("prompt")), entries.text("key", " "));
    entries.end();
    return pager;
  }

  private Platform.Dialog dialog(Node node) {
    Entries entries = entries(node);
    Platform.Dialog dialog =
        new Platform.Dialog(pattern(entries.required("question")), entries.text("answer"));
    entries.end();
    return dialog;
  }

  private Pattern pattern(Node node) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(text(node));
    } catch (PatternSyntaxException e) {
      throw fault(node, "not a regular expression: " + e.getDescription() + ": " + e.getPattern());
    }
    if (guard != null) {
      guard
          .danger(pattern)
          .ifPresent(
              danger -> {
                throw fault(node, "the regular expression " + danger);
              });
    }
    return pattern;
  }

  private @Nullable Pattern optionalPattern(@Nullable Node node) {
    return node == null ? null : pattern(node);
  }

  private String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw fault(node, "a text is expected here");
  }

  private Entries entries(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw fault(node, "a mapping is expected here");
    }
    Map<String, NodeTuple> found = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (found.put(text(tuple.getKeyNode()), tuple) != null) {
        throw fault(tuple.getKeyNode(), "\"" + text(tuple.getKeyNode()) + "\" stands twice");
      }
    }
    return new Entries(node, found);
  }

  private PlatformFileException fault(Node node, String fault) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    return new PlatformFileException(file, line, fault);
  }

  /** The entries of a mapping, each to be taken once; what is left at the end is unknown. */
  private final class Entries {
    private final Node node;
    private final Map<String, NodeTuple> left;
    private final Set<String> known = new TreeSet<>();

    Entries(Node node, Map<String, NodeTuple> left) {
      this.node = node;
      this.left = left;
    }

    @Nullable Node optional(String key) {
      known.add(key);
      NodeTuple tuple = left.remove(key);
      return tuple == null ? null : tuple.getValueNode();
    }

    Node required(String key) {
      Node value = optional(key);
      if (value == null) {
        throw fault(node, "\"" + key + "\" is missing");
      }
      return value;
    }

    String text(String key) {
      return PlatformFile.this.text(required(key));
    }

    String text(String key, String otherwise) {
      Node value = optional(key);
      return value == null ? otherwise : PlatformFile.this.text(value);
    }

    boolean flag(String key, boolean otherwise) {
      Node value = optional(key);
      if (value == null) {
        return otherwise;
      }
      String text = PlatformFile.this.text(value);
      if (!text.equals("true") && !text.equals("false")) {
        throw fault(value, "true or false is expected, not \"" + text + "\"");
      }
      return text.equals("true");
    }

    int number(String key, int least, int most) {
      Node value = required(key);
      String text = PlatformFile.this.text(value);
      try {
        int number = Integer.parseInt(text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below.
      }
      throw fault(
          value, "a number from " + least + " to " + most + " is expected, not \"" + text + "\"");
    }

    <T> List<T> list(String key, Function<Node, T> item) {
      Node value = optional(key);
      if (value == null) {
        return List.of();
      }
      if (!(value instanceof SequenceNode sequence)) {
        throw fault(value, "a list is expected here");
      }
      List<T> items = new ArrayList<>();
      for (Node child : sequence.getValue()) {
        items.add(item.apply(child));
      }
      return items;
    }

    void end() {
      for (Map.Entry<String, NodeTuple> entry : left.entrySet()) {
        throw fault(
            entry.getValue().getKeyNode(),
            "unknown key \"" + entry.getKey() + "\"; known are " + known);
      }
    }
  }
}
