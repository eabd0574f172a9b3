package io.netauto.conformance;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        ConformanceCommand.commandLine()
            .setOut(ConformanceCommand.standardOutput())
            .execute(arguments));
  }
}
