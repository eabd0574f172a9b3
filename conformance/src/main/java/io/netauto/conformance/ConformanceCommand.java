package io.netauto.conformance;

import io.netauto.driver.platform.Platforms;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program's command line. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs recorded devices against the driver and tells what was not as recorded. Exits with 1"
            + " when less passes than --at-least says, or any session ended well with cut or"
            + " foreign output.")
final class ConformanceCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "Recordings, in any folders below it.")
  private Path folder = Path.of("");

  @Option(names = "--corpus", paramLabel = "NAME", description = "Only this form of recordings.")
  private List<String> corpora = List.of();

  @Option(names = "--platform", paramLabel = "NAME", description = "Only this platform.")
  private List<String> wanted = List.of();

  @Option(
      names = "--case",
      paramLabel = "TEXT",
      description = "Only cases whose name holds this text.")
  private String named = "";

  @Option(
      names = "--seed",
      paramLabel = "N|FROM-TO",
      defaultValue = "1",
      description = "Seeds of the chaos, 0 for none. Default: ${DEFAULT-VALUE}.")
  private String seeds = "1";

  @Option(
      names = "--platforms",
      paramLabel = "FOLDER",
      description = "Platform files of your own, laid over the built-in ones.")
  private @Nullable Path platformFiles;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(
      names = "--at-least",
      paramLabel = "RATE",
      defaultValue = "100",
      description = "Percent of each corpus that has to pass. Default: ${DEFAULT-VALUE}.")
  private double rate = 100;

  @Option(names = "--verbose", description = "Tell every case that failed or was skipped.")
  private boolean verbose;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "48",
      description = "Cases at the same time. Default: ${DEFAULT-VALUE}.")
  private int parallel = 48;

  /** The command line, ready to be executed. */
  static CommandLine commandLine() {
    return new CommandLine(new ConformanceCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    Platforms platforms =
        platformFiles == null ? Platforms.builtIn() : Platforms.load(platformFiles);
    List<Corpus> chosen =
        Forms.in(folder, platforms).stream()
            .filter(each -> corpora.isEmpty() || corpora.contains(each.name()))
            .toList();
    Report report =
        new Report(new RunCases(platforms, seeds(), parallel).run(chosen, this::isWanted));
    if (report.total().cases() == 0) {
      throw usage("There is no recording to run in \"" + folder + "\".");
    }
    PrintWriter out = spec().commandLine().getOut();
    if (json) {
      out.println(ReportJson.of(report));
      out.flush();
    } else {
      new ReportText(out, verbose).print(report);
    }
    return report.reaches(rate) ? 0 : 1;
  }

  private boolean isWanted(Case each) {
    return (wanted.isEmpty() || wanted.contains(each.platform())) && each.name().contains(named);
  }

  private void check() {
    if (!Files.isDirectory(folder)) {
      throw usage("There is no folder \"" + folder + "\".");
    }
    for (String each : corpora) {
      if (!Forms.names().contains(each)) {
        throw usage("There is no corpus \"" + each + "\"; known are " + Forms.names() + ".");
      }
    }
    if (parallel < 1) {
      throw usage("--parallel is at least 1.");
    }
  }

  private List<Long> seeds() {
    String[] limits = seeds.split("-", 2);
    try {
      long from = Long.parseLong(limits[0]);
      long to = limits.length == 1 ? from : Long.parseLong(limits[1]);
      if (from >= 0 && to >= from && to - from < 100_000) {
        return LongStream.rangeClosed(from, to).boxed().toList();
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw usage("--seed is a number, or two with a hyphen between them, not \"" + seeds + "\".");
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec().commandLine(), message);
  }

  private CommandSpec spec() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("The command is not run by a command line.");
    }
    return known;
  }

  /** Where the report goes in a process. */
  static PrintWriter standardOutput() {
    return new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  }
}
