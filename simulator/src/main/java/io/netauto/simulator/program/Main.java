package io.netauto.simulator.program;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        SimulateCommand.commandLine()
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .execute(arguments));
  }
}
