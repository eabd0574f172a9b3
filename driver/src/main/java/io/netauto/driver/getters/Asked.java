package io.netauto.driver.getters;

import io.netauto.driver.getters.text.Printed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A getter that is being answered: its arguments, and the device to ask. Used by one thread. */
public final class Asked {
  private final Commands commands;
  private final Arguments arguments;
  private final InstantSource clock;

  public Asked(Commands commands, Arguments arguments, InstantSource clock) {
    this.commands = commands;
    this.arguments = arguments;
    this.clock = clock;
  }

  /** What time it is, for devices that tell how long ago something was. */
  public Instant now() {
    return clock.instant();
  }

  /** In which language the device is asked. */
  public Commands.Language language() {
    return commands.language();
  }

  public Arguments arguments() {
    return arguments;
  }

  /**
   * The output of a command.
   *
   * @throws UnreadableException when the device refuses the command or does not finish it
   */
  public String text(String command) {
    return text(command, commands.run(command), "The device refuses the command.", "");
  }

  /**
   * The output of a command in a mode of the platform, with the command's name for messages.
   *
   * @param refused what to tell when the device refuses the command
   * @param noWay what to tell when the device does not let the session into the mode
   * @throws UnreadableException in either case, or when the command does not finish
   */
  public Printed printedIn(String mode, String command, String refused, String noWay) {
    return new Printed(command, text(command, commands.runIn(mode, command), refused, noWay));
  }

  private static String text(String command, Commands.Output output, String refused, String noWay) {
    return switch (output) {
      case Commands.Output.Text(String text) -> text;
      case Commands.Output.Refused(String words) ->
          throw new UnreadableException(command, 0, words, refused);
      case Commands.Output.NoWay(String words) ->
          throw new UnreadableException(command, 0, words, noWay);
      case Commands.Output.Failed(String words) ->
          throw new UnreadableException(command, 0, words, "The command did not finish.");
    };
  }

  /**
   * The output of a command, or nothing when the device refuses it.
   *
   * @throws UnreadableException when the device does not finish it
   */
  public Optional<String> textIfKnown(String command) {
    return switch (commands.run(command)) {
      case Commands.Output.Text(String text) -> Optional.of(text);
      case Commands.Output.Refused refused -> Optional.empty();
      case Commands.Output.NoWay noWay -> Optional.empty();
      case Commands.Output.Failed(String words) ->
          throw new UnreadableException(command, 0, words, "The command did not finish.");
    };
  }

  /** As {@link #text}, with the command's name for messages. */
  public Printed printed(String command) {
    return new Printed(command, text(command));
  }

  /** As {@link #textIfKnown}, with the command's name for messages. */
  public Optional<Printed> printedIfKnown(String command) {
    return textIfKnown(command).map(text -> new Printed(command, text));
  }
}
