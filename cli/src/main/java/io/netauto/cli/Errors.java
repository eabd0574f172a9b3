package io.netauto.cli;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.term.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what was thrown into words on standard error and an exit code. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Terminal terminal;
  private final boolean debug;

  Errors(Terminal terminal, boolean debug) {
    this.terminal = terminal;
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    terminal.error("netauto: " + wrong.getMessage());
    PrintWriter err = command.getErr();
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.flush();
    terminal.error("See: " + command.getCommandSpec().qualifiedName() + " --help");
    trace(wrong);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
    trace(thrown);
    if (thrown instanceof Failure failure) {
      terminal.error("netauto: " + failure.getMessage());
      return failure.exitCode();
    }
    terminal.error("netauto: a fault in this program: " + thrown);
    terminal.error("Repeat it with NETAUTO_DEBUG=1 and report what it says.");
    return ExitCode.FAILED;
  }

  private void trace(Exception thrown) {
    if (debug) {
      thrown.printStackTrace(terminal.errWriter());
    }
  }
}
