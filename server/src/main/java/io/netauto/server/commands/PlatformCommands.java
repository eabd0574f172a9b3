package io.netauto.server.commands;

import java.util.List;

/**
 * Commands for devices of one platform.
 *
 * @param platform its id, such as {@code cisco_ios}; empty where it is not known
 */
public record PlatformCommands(String platform, List<String> commands) {
  public PlatformCommands {
    commands = List.copyOf(commands);
  }
}
