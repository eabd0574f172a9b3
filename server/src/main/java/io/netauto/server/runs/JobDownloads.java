package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.jobs.JobId;
import io.netauto.server.web.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** All outputs of a job in one archive, streamed: memory does not grow with them. */
@Service
public class JobDownloads {
  private static final int BATCH = 200;

  /** Names that Windows keeps for devices of its own. */
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9]|summary)(\\..*)?");

  private final RunJobs jobs;
  private final JobResults results;
  private final RunReader reader;
  private final Masks masks;

  private final Audited audited;

  JobDownloads(RunJobs jobs, JobResults results, RunReader reader, Masks masks, Audited audited) {
    this.audited = audited;
    this.jobs = jobs;
    this.results = results;
    this.reader = reader;
    this.masks = masks;
  }

  private interface EachRun {
    void run(Run run, String file) throws IOException;
  }

  /** Writes summary.csv, a row for each run, and then one file of clean output for each. */
  public void zip(Actor actor, JobId id, OutputStream out) throws IOException {
    Job found = jobs.get(actor, id);
    audited.use(
        actor,
        AuditEvent.of("job.download")
            .on("job", id, ToldCommands.masked(found.title()))
            .with("form", "zip"));
    JobId job = found.id();
    masks.reads(actor, "job", id.toString(), "");
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    zip.putNextEntry(new ZipEntry("summary.csv"));
    CSVPrinter csv =
        new CSVPrinter(
            new OutputStreamWriter(zip, StandardCharsets.UTF_8),
            CSVFormat.RFC4180
                .builder()
                .setHeader(
                    "hostname",
                    "address",
                    "platform",
                    "status",
                    "cause",
                    "summary",
                    "bytes",
                    "seconds",
                    "answer_file",
                    "run")
                .get());
    each(actor, job, (run, file) -> summary(csv, run, file));
    csv.flush();
    zip.closeEntry();
    each(
        actor,
        job,
        (run, file) -> {
          if (run.bytes() > 0) {
            zip.putNextEntry(new ZipEntry(file));
            reader.text(run, zip, masks.of(actor, run.device().platform(), run.jobId()));
            zip.closeEntry();
          }
        });
    zip.finish();
  }

  /** The names of the files are the same each time, whatever the runs have come to. */
  private void each(Actor actor, JobId job, EachRun what) throws IOException {
    Set<String> taken = new HashSet<>();
    String cursor = null;
    do {
      Page<Run> page =
          results.runs(actor, job, new JobRunQuery(null, null, null, "", cursor, BATCH));
      for (Run run : page.items()) {
        what.run(run, file(run, taken));
      }
      cursor = page.next();
    } while (cursor != null);
  }

  private static void summary(CSVPrinter csv, Run run, String file) throws IOException {
    Run.Cause cause = run.cause();
    csv.printRecord(
        cell(run.device().hostname()),
        cell(run.device().address()),
        cell(run.device().platform()),
        run.status().code(),
        cell(cause == null ? "" : cause.code()),
        cell(cause == null ? "" : cause.summary()),
        run.bytes(),
        seconds(run),
        run.bytes() > 0 ? file : "",
        run.id().value());
  }

  private static String seconds(Run run) {
    return run.startedAt() == null || run.finishedAt() == null
        ? ""
        : String.format(
            Locale.ROOT,
            "%.1f",
            Duration.between(run.startedAt(), run.finishedAt()).toMillis() / 1000.0);
  }

  /** A cell that a spreadsheet takes for text and not for a formula (OWASP, CSV injection). */
  static String cell(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  /** A name that every file system takes, and that leads nowhere else. */
  static String file(Run run, Set<String> taken) {
    return file(run.device().hostname(), run.id().value(), taken);
  }

  static String file(@Nullable String hostname, long run, Set<String> taken) {
    String base = hostname == null ? "" : hostname.replaceAll("[^A-Za-z0-9._-]", "_");
    base = base.substring(0, Math.min(100, base.length())).replaceFirst("^\\.+", "_");
    if (base.isEmpty() || RESERVED.matcher(base).matches()) {
      base = "device-" + base;
    }
    String name = base + ".txt";
    if (!taken.add(name.toLowerCase(Locale.ROOT))) {
      name = base + "-" + run + ".txt";
      taken.add(name.toLowerCase(Locale.ROOT));
    }
    return name;
  }
}
