package io.netauto.cli;

import io.netauto.cli.base.Cli;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    header = "Print a script that completes commands and options in the shell.",
    footerHeading = "%nExamples:%n",
    footer = {"  source <(netauto completion bash)", "  netauto completion zsh >> ~/.zshrc"})
final class CompletionCommand implements Runnable {
  /** The shells a script can be made for. */
  enum Shell {
    BASH,
    ZSH
  }

  private final Cli cli;

  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  Shell shell = Shell.BASH;

  CompletionCommand(Cli cli) {
    this.cli = cli;
  }

  /** One script serves both: zsh reads it through its bash completion. */
  @Override
  public void run() {
    var root = Objects.requireNonNull(spec).root().commandLine();
    cli.terminal().print(AutoComplete.bash("netauto", root));
  }
}
