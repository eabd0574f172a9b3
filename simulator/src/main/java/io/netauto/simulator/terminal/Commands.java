package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.device.Piece;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.platform.Action;
import io.netauto.simulator.platform.Command;
import io.netauto.simulator.platform.Match;
import io.netauto.simulator.platform.Mode;
import io.netauto.simulator.platform.Platform;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session's commands do, and the mode it is in. Lives on the strand. */
final class Commands {
  private final Terminal terminal;
  private final Device device;
  private final Platform platform;
  private String mode;
  private String enabledMode;
  private @Nullable String section;
  private @Nullable String left;
  private @Nullable String kept;

  Commands(Terminal terminal, Device device) {
    this.terminal = terminal;
    this.device = device;
    this.platform = device.platform();
    this.mode = platform.start();
    this.enabledMode = platform.home();
  }

  String mode() {
    return mode;
  }

  void mode(String name) {
    mode = name;
  }

  void enabled() {
    mode = enabledMode;
  }

  String prompt() {
    String open = section == null ? "" : section.replaceFirst("^interface ", "");
    return device.fill(platform.mode(mode).prompt(), Map.of("section", open.replace(" ", "-")));
  }

  void end() {
    if (!mode.equals(platform.start())) {
      mode = platform.home();
      section = null;
    }
  }

  /** Back to the mode that a command was run from in another. */
  void resume() {
    if (left != null) {
      mode = left;
      left = null;
    }
  }

  /** One mode up, or out. */
  void exit(Runnable then) {
    Mode here = platform.mode(mode);
    if (here.up().isEmpty()) {
      terminal.hangUp(0);
      return;
    }
    mode = here.up();
    section = null;
    then.run();
  }

  void run(String typed, Runnable then) {
    String text = typed.strip();
    int bar = text.indexOf(" | ");
    Match match = platform.grammar(mode).match(text);
    if (bar > 0 && !takesBars(match)) {
      String pipe = text.substring(bar + 3);
      match =
          Piped.isKnown(pipe)
              ? platform.grammar(mode).match(text.substring(0, bar))
              : new Match.Unknown(bar + 3);
      if (match instanceof Match.Found found && found.command().action() == Action.SHOW) {
        show(found.command(), pipe, then);
        return;
      }
    }
    if (match instanceof Match.Found found) {
      kept = null;
      act(found, then);
    } else if (match instanceof Match.Unknown && isKept(text)) {
      keep(typed.stripTrailing());
      then.run();
    } else {
      terminal.print(refusal(match, text));
      then.run();
    }
  }

  /** Whether a line that is not known is one of configuration, as far as that can be told. */
  private boolean isKept(String text) {
    return platform.mode(mode).keeps()
        && !device.plan().has(Fault.StrictConfiguration.class)
        && text.matches("[!#].*|[A-Za-z][\\w.:/+-]*( .*)?")
        && !(platform.grammar(platform.home()).match(text) instanceof Match.Found);
  }

  /** Keeps a line of configuration as typed; an indented one belongs to the one kept before it. */
  private void keep(String line) {
    String text = line.strip();
    if (text.startsWith("!") || text.startsWith("#")) {
      return;
    }
    String within = section;
    if (section == null && kept != null && line.startsWith(" ")) {
      within = kept;
    } else if (section == null) {
      kept = text;
    }
    String negation = platform.negation() + " ";
    if (negation.length() > 1 && text.startsWith(negation)) {
      device.running().remove(within, text.substring(negation.length()).strip());
    } else {
      device.running().set(within, text, text, false);
    }
  }

  /** Whether a bar in the line is the command's own, and no pipe. */
  private static boolean takesBars(Match match) {
    return match instanceof Match.Found found
        && (found.command().action() != Action.SHOW || found.key().contains("|"));
  }

  private void act(Match.Found found, Runnable then) {
    Command command = found.command();
    if (command.ask().isEmpty()) {
      perform(found, then);
    } else {
      terminal.ask(command, () -> perform(found, then), then);
    }
  }

  private void perform(Match.Found found, Runnable then) {
    Command command = found.command();
    String argument = found.arguments().isEmpty() ? "" : found.arguments().getLast();
    switch (command.action()) {
      case SHOW -> {}
      case GO -> mode = command.to();
      case EXIT -> {
        exit(() -> show(command, "", then));
        return;
      }
      case END -> end();
      case QUIT -> {
        terminal.hangUp(0);
        return;
      }
      case ENABLE -> {
        enabledMode = command.to();
        if (device.plan().enablePassword().isEmpty()) {
          enabled();
          break;
        }
        terminal.beginSecret();
        return;
      }
      case HOSTNAME -> device.rename(found.key(), argument);
      case LENGTH -> {
        if (device.plan().has(Fault.PagingStaysOn.class)) {
          terminal.print(platform.errors().unauthorized());
          then.run();
          return;
        }
        terminal.rows(argument.matches("\\d{1,6}") ? Integer.parseInt(argument) : 0);
      }
      case SECTION -> {
        section = device.running().sectionName(found.line());
        device.running().open(section);
        mode = command.to();
      }
      case SET -> set(found);
      case TREE_SET -> device.candidate().setPath(argument, platform.joined(), platform.leaves());
      case TREE_DELETE -> {
        if (!device.candidate().removePath(argument)) {
          terminal.print("warning: statement not found\n");
        }
      }
      case COMMIT -> {
        device.commit();
        mode = command.to().isEmpty() ? mode : command.to();
      }
      case ROLLBACK -> device.rollback();
      case RUN -> {
        left = mode;
        mode = platform.home();
        run(
            argument,
            () -> {
              resume();
              then.run();
            });
        return;
      }
      case SAVE -> device.save();
      case RELOAD -> {
        device.reload();
        terminal.hangUp(0);
        return;
      }
      case BULK -> {
        terminal.show(new Bulk(number(argument)), true, then);
        return;
      }
      case TICKS -> {
        terminal.tick(
            number(found.arguments().getFirst()), Duration.ofMillis(number(argument)), then);
        return;
      }
    }
    show(command, "", then);
  }

  private static long number(String argument) {
    return argument.matches("\\d{1,15}") ? Long.parseLong(argument) : 0;
  }

  private void set(Match.Found found) {
    if (found.negated()) {
      device.running().remove(section, found.line());
    } else {
      device.running().set(section, found.key(), found.line(), found.command().single());
    }
  }

  private void show(Command command, String pipe, Runnable then) {
    Iterator<Piece> output = device.output(command.output(), command.name());
    boolean paged = pipe.isEmpty() || !Piped.isNoMore(pipe);
    terminal.show(pipe.isEmpty() ? output : Piped.of(output, pipe), paged, then);
  }

  /** Why a line was refused, as the platform says it. */
  private String refusal(Match match, String text) {
    return switch (match) {
      case Match.Unknown(int column) -> {
        String prompt = prompt();
        int indent = prompt.length() - prompt.lastIndexOf('\n') - 1 + column;
        yield device.fill(
            platform.errors().unknown(), Map.of("caret", " ".repeat(indent), "line", text));
      }
      case Match.Incomplete() ->
          device.fill(platform.errors().incomplete(), Map.of("caret", "", "line", text));
      case Match.Ambiguous() ->
          device.fill(platform.errors().ambiguous(), Map.of("caret", "", "line", text));
      case Match.Found found -> throw new IllegalArgumentException("Not refused: " + found);
    };
  }
}
