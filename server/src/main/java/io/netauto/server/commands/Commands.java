package io.netauto.server.commands;

import java.util.List;

/**
 * Commands that were checked and may be sent.
 *
 * @param commands each once, in the order of the first mention, without space around
 * @param mode what they are, by the rules and by what was asked for
 * @param raised whether {@code read} was asked for, and the rules made it {@code change}
 * @param dangers the dangerous ones among them, which were confirmed
 */
public record Commands(List<String> commands, Mode mode, boolean raised, List<Danger> dangers) {
  public Commands {
    commands = List.copyOf(commands);
    dangers = List.copyOf(dangers);
  }
}
