package io.netauto.cli;

import io.netauto.cli.access.ApiKeyCommand;
import io.netauto.cli.access.CustomerCommand;
import io.netauto.cli.access.LoginCommand;
import io.netauto.cli.access.LogoutCommand;
import io.netauto.cli.access.UserCommand;
import io.netauto.cli.access.WhoamiCommand;
import io.netauto.cli.audit.AuditCommand;
import io.netauto.cli.base.Cli;
import io.netauto.cli.base.OutputFormat;
import io.netauto.cli.base.Times.DurationConverter;
import io.netauto.cli.device.DeviceCommand;
import io.netauto.cli.device.KnownHostCommand;
import io.netauto.cli.device.PlatformCommand;
import io.netauto.cli.group.GroupCommand;
import io.netauto.cli.limit.CredentialCommand;
import io.netauto.cli.limit.KeyCommand;
import io.netauto.cli.limit.LimitCommand;
import io.netauto.cli.run.JobCommand;
import io.netauto.cli.run.RunCommand;
import io.netauto.cli.run.ScheduleCommand;
import io.netauto.cli.run.WindowCommand;
import io.netauto.cli.template.TemplateCommand;
import io.netauto.cli.tls.Fingerprint;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The root of the commands. A new one is a class with a constructor that takes a {@link Cli}. */
@Command(
    name = "netauto",
    header = "Runs commands on network devices, and keeps what they say.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    subcommands = {
      LoginCommand.class,
      LogoutCommand.class,
      WhoamiCommand.class,
      DeviceCommand.class,
      GroupCommand.class,
      RunCommand.class,
      JobCommand.class,
      ScheduleCommand.class,
      WindowCommand.class,
      TemplateCommand.class,
      PlatformCommand.class,
      KnownHostCommand.class,
      CredentialCommand.class,
      KeyCommand.class,
      LimitCommand.class,
      ApiKeyCommand.class,
      UserCommand.class,
      CustomerCommand.class,
      AuditCommand.class,
      CompletionCommand.class,
      VersionCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ok",
      "1:the run or the operation failed",
      "2:wrong usage; nothing was done",
      "3:not logged in, or refused",
      "4:not found",
      "5:the server cannot be reached or is not trusted",
      "6:a job is partly ok: some devices failed",
      "130:cancelled"
    },
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  NETAUTO_URL, NETAUTO_API_KEY, NETAUTO_FINGERPRINT   instead of a login",
      "  NETAUTO_CONFIG   file of the login (default: ~/.config/netauto/config.yaml)",
      "  NO_COLOR         no colour",
      "  NETAUTO_DEBUG=1  where in the program an error came from",
      "",
      "Examples:",
      "  netauto login https://netauto.example.net:8443",
      "  netauto run fra1-core-1 \"show version\"",
      "  netauto run --group core \"show version\"",
      "  netauto device list --site fra1 --output json"
    })
final class Netauto {
  private final Cli cli;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  Netauto(Cli cli) {
    this.cli = cli;
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "table for people (default) or json for programs.")
  void output(OutputFormat format) {
    cli.format(format);
  }

  @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colour.")
  void noColor(boolean given) {
    if (given) {
      cli.terminal().withoutColor();
    }
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine(Cli cli, boolean debug) {
    var terminal = cli.terminal();
    var errors = new Errors(terminal, debug);
    var commandLine = new CommandLine(new Netauto(cli), new Factory(cli));
    return commandLine
        .registerConverter(Duration.class, new DurationConverter())
        .registerConverter(Fingerprint.class, Netauto::fingerprint)
        .setExpandAtFiles(false) // a command may well begin with @
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(terminal.outWriter())
        .setErr(terminal.errWriter())
        .setUsageHelpAutoWidth(terminal.outIsTerminal())
        .setColorScheme(Help.defaultColorScheme(terminal.outColor() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  private static Fingerprint fingerprint(String text) {
    try {
      return Fingerprint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
