package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "job",
    header = "Commands on many devices: list, show, runs, watch, cancel, retry, output, rows.",
    description = {"", "A job is started with: netauto run --group|--filter|--devices ..."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto job list --status partial",
      "  netauto job watch 7",
      "  netauto job runs 7 --status error --all",
      "  netauto job retry 7",
      "  netauto job output 7 --dir outputs",
      "  netauto job rows 7 --csv > rows.csv"
    })
public final class JobCommand {
  private static final String[] HEADINGS = {
    "ID", "STATUS", "TITLE", "DEVICES", "OK", "FAILED", "BY", "CREATED", "TOOK"
  };

  private final Cli cli;

  public JobCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List jobs, newest first.")
  void list(
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "queued, scheduled, running, success, partial, failed or cancelled.")
          @Nullable String status,
      @Option(names = "--requester", paramLabel = "NAME", description = "Of this user.")
          @Nullable String requester,
      @Option(
              names = {"-q", "--query"},
              paramLabel = "TEXT",
              description = "Found in the title.")
          @Nullable String query,
      @Mixin Listing listing) {
    listing.print(
        cli,
        "/jobs",
        new Query().with("status", status).with("requester", requester).with("q", query),
        HEADINGS,
        JobCommand::row);
  }

  private static String[] row(JsonNode job) {
    return new String[] {
      Json.text(job, "id"),
      Json.text(job, "status"),
      Json.text(job, "title"),
      Json.text(job, "total"),
      Long.toString(JobWords.count(job, "ok")),
      Long.toString(JobWords.failed(job)),
      Json.text(job, "requestedBy"),
      Times.ago(job, "createdAt"),
      JobWords.took(job)
    };
  }

  @Command(header = "Show a job: its state, its numbers, and why devices failed.")
  void show(@Parameters(paramLabel = "ID", description = "The job.") String id) {
    JsonNode job = cli.server().get(JobWords.path(id));
    var failures = Failures.of(cli.server(), job);
    if (cli.json()) {
      cli.show(JobEnd.withFailures(job, failures), () -> "");
      return;
    }
    cli.terminal()
        .print(JobWords.describe(job).add("failures", String.join("\n", failures.lines())));
  }

  @Command(header = "List the runs of a job, one for each device.")
  void runs(
      @Parameters(paramLabel = "ID", description = "The job.") String id,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "pending, running, ok, error, cancelled or interrupted.")
          @Nullable String status,
      @Mixin Listing listing) {
    JsonNode job = cli.server().get(JobWords.path(id));
    listing.print(
        cli,
        "/runs",
        new Query().with("job", Json.text(job, "id")).with("status", status),
        RunWords.HEADINGS,
        RunWords::row);
  }

  @Command(
      header = "Show the progress of a job to its end, and how it ended.",
      description = "Ctrl-C stops watching; the job goes on. The exit code is that of the job.")
  int watch(
      @Parameters(paramLabel = "ID", description = "The job.") String id,
      @Option(names = "--quiet", description = "No progress and no outputs; how it ended only.")
          boolean quiet) {
    return new RunJob(cli).watch(id, quiet);
  }

  @Command(header = "Cancel a job: what has not begun is left out, sessions are closed.")
  void cancel(@Parameters(paramLabel = "ID", description = "The job.") String id) {
    JsonNode job = cli.server().post(JobWords.path(id) + "/cancel", null);
    cli.show(
        job,
        () ->
            JobWords.isFinal(job) && !Json.text(job, "status").equals("cancelled")
                ? "Job " + id + " is over already: " + Json.text(job, "status") + "."
                : "Cancelling job " + id + ".");
  }

  @Command(
      header = "Run a job again on the devices that did not end ok, as a new job.",
      description = "Its progress and its end are shown as by netauto run.")
  int retry(
      @Parameters(paramLabel = "ID", description = "The job.") String id,
      @Option(names = "--all", description = "On all its devices.") boolean all,
      @Option(
              names = {"-y", "--yes"},
              description = "Run dangerous commands without asking.")
          boolean yes,
      @Mixin Waiting waiting) {
    return new RunJob(cli)
        .start(
            () ->
                Confirmed.send(
                    cli,
                    yes,
                    "Run job " + id + " again?",
                    confirmed ->
                        cli.server().post(JobWords.path(id) + "/retry", again(all, confirmed))),
            waiting,
            false);
  }

  private static ObjectNode again(boolean all, boolean confirmed) {
    ObjectNode request = Json.object().put("which", all ? "all" : "failed");
    return confirmed ? request.put("confirm", true) : request;
  }

  @Command(
      header = "Show the rows that templates of TextFSM find in the outputs of a job.",
      description = "One table of all devices, or with --output json one document.")
  int rows(
      @Parameters(paramLabel = "ID", description = "The job.") String id,
      @Option(
              names = "--command",
              paramLabel = "N",
              description = "Of the Nth command only, from 1 (default: of each).")
          @Nullable Integer command,
      @Option(names = "--csv", description = "As CSV, of one command.") boolean csv) {
    return new ParsedRows(cli, csv).ofJob(cli.server().get(JobWords.path(id)), command);
  }

  @Command(
      header = "Print what the devices of a job said, or save it.",
      description = "Each output is printed under a line with the device's name: ==> r1 <==")
  void output(
      @Parameters(paramLabel = "ID", description = "The job.") String id,
      @Option(names = "--dir", paramLabel = "DIR", description = "A file for each device in here.")
          @Nullable Path dir,
      @Option(
              names = "--zip",
              paramLabel = "FILE",
              description = "One archive, with a table of how each device ended.")
          @Nullable Path zip) {
    if (dir != null && zip != null) {
      throw new Failure(ExitCode.USAGE, "Give either --dir or --zip.");
    }
    JsonNode job = cli.server().get(JobWords.path(id));
    if (!JobWords.isFinal(job)) {
      cli.terminal().note("Job " + id + " is not over: this is what has been said so far.");
    }
    if (zip != null) {
      long bytes = JobOutputs.zip(cli, id, zip);
      cli.show(
          Json.object().put("file", zip.toString()).put("bytes", bytes),
          () -> "Wrote " + zip + " (" + bytes + " bytes).");
    } else if (dir != null) {
      int files = JobOutputs.save(cli, id, dir);
      cli.show(
          Json.object().put("dir", dir.toString()).put("files", files),
          () -> "Wrote " + files + (files == 1 ? " file" : " files") + " into " + dir + ".");
    } else if (cli.json()) {
      JobOutputs.printJson(cli, id);
    } else {
      JobOutputs.print(cli, id);
    }
  }
}
