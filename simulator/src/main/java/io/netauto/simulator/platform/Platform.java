package io.netauto.simulator.platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A family of devices: how it greets, asks, pages, refuses and answers.
 *
 * @param ident software version of its SSH identification
 * @param banner shown before the login
 * @param motd shown after it
 * @param start mode of a fresh session
 * @param home mode where {@code end} leads and where most commands are known
 * @param braces whether its configuration is drawn as a tree with braces
 * @param joined words of a configuration path that take the next word as their name
 * @param leaves words of a configuration path that take the rest as their value
 */
public record Platform(
    String id,
    String ident,
    String banner,
    String motd,
    String start,
    String home,
    Pager pager,
    Errors errors,
    Map<String, Mode> modes,
    List<Command> commands,
    Map<String, Grammar> grammars,
    String negation,
    boolean braces,
    List<String> joined,
    List<String> leaves,
    Text configuration) {
  public Platform {
    modes = Map.copyOf(modes);
    commands = List.copyOf(commands);
    grammars = Map.copyOf(grammars);
    joined = List.copyOf(joined);
    leaves = List.copyOf(leaves);
    mode(modes, start);
    mode(modes, home);
  }

  /** A platform of which nothing is known but that it has sessions. */
  public static Platform bare(String id) {
    Mode only = new Mode("only", "", "", "", false);
    return new Platform(
        id,
        "NetAuto_recording",
        "",
        "",
        only.name(),
        only.name(),
        new Pager(24, "", "", "", "", "", false),
        new Errors("", "", "", "", "", "\r\nToo many sessions, try again later\r\n"),
        Map.of(only.name(), only),
        List.of(),
        Map.of(),
        "",
        false,
        List.of(),
        List.of(),
        Text.NONE);
  }

  public Mode mode(String name) {
    return mode(modes, name);
  }

  public Grammar grammar(String mode) {
    Grammar grammar = grammars.get(mode);
    if (grammar == null) {
      throw new IllegalArgumentException("No such mode: '" + mode + "'");
    }
    return grammar;
  }

  /** The command of that name, or null. */
  public @Nullable Command command(String name) {
    return commands.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }

  private static Mode mode(Map<String, Mode> modes, String name) {
    Mode mode = modes.get(name);
    if (mode == null) {
      throw new IllegalArgumentException("No such mode: '" + name + "'");
    }
    return mode;
  }

  static Map<String, Grammar> grammars(
      Map<String, Mode> modes, List<Command> commands, boolean abbreviates, String negation) {
    Map<String, Grammar> grammars = new HashMap<>();
    for (Mode mode : modes.values()) {
      List<Command> known = new ArrayList<>();
      for (Mode at = mode; at != null; at = modes.get(at.inherits())) {
        String name = at.name();
        commands.stream().filter(each -> each.modes().contains(name)).forEach(known::add);
      }
      grammars.put(mode.name(), new Grammar(known, abbreviates, negation));
    }
    return grammars;
  }
}
