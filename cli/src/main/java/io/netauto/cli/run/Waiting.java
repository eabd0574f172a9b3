package io.netauto.cli.run;

import java.time.Duration;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options that say how the end is waited for. */
final class Waiting {
  @Option(
      names = {"--detach", "--no-wait"},
      description = "Print the number of the job, or of the run of one device, and do not wait.")
  boolean detach;

  @Option(names = "--quiet", description = "No progress and no outputs; how it ended only.")
  boolean quiet;

  @Option(
      names = "--cancel-on-interrupt",
      description = "Ctrl-C cancels the job instead of leaving it to the server.")
  boolean cancelOnInterrupt;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "90d",
      showDefaultValue = Visibility.NEVER,
      description = "Cancel it when it takes longer: 30s, 5m, 1h (default: no limit here).")
  Duration timeout = Duration.ofDays(90);
}
