package io.netauto.cli.term;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Asks on standard error, so that standard output stays for results. */
final class ConsolePrompt implements Prompt {
  private final PrintStream err;

  ConsolePrompt(PrintStream err) {
    this.err = err;
  }

  @Override
  public String line(String question) {
    err.print(question);
    err.flush();
    try {
      // The console where there is one: a reader of our own would swallow what comes after the
      // line.
      Console console = Ttys.console();
      String line =
          console != null
              ? console.readLine()
              : new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                  .readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String secret(String question) {
    Console console = Ttys.console();
    if (console == null) {
      throw new Failure(
          ExitCode.USAGE, "A password cannot be asked for here; give it with --password-stdin.");
    }
    err.print(question);
    err.flush();
    char[] answer = console.readPassword();
    return answer == null ? "" : new String(answer);
  }
}
