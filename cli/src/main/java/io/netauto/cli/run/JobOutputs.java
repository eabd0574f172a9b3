package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Pages;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the devices of a job said. */
final class JobOutputs {
  /** Of one device, within a JSON document. */
  private static final int MOST_BYTES = 64 << 20;

  /**
   * A run in short.
   *
   * @param why of a run that is not ok; empty for one that is
   */
  private record Said(String run, String device, String status, String why, boolean any) {
    static Said of(JsonNode run) {
      String status = Json.text(run, "status");
      String cause = Json.text(run.path("cause"), "code");
      return new Said(
          Json.text(run, "id"),
          RunWords.device(run),
          status,
          status.equals("ok") ? "" : cause.isEmpty() ? status : words(cause),
          run.path("bytes").asLong(0) > 0);
    }

    private static String words(String code) {
      return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private JobOutputs() {}

  /** All runs that were made, in the order of the job. */
  private static List<Said> all(Cli cli, String job) {
    var all = new ArrayList<Said>();
    Pages.each(cli.server(), "/runs", new Query().with("job", job), run -> all.add(Said.of(run)));
    Collections.reverse(all); // the server lists the newest first
    return all;
  }

  /** Prints them one after the other, each under a line with the device's name. */
  static void print(Cli cli, String job) {
    boolean first = true;
    for (Said said : all(cli, job)) {
      String head = said.device + (said.why.isEmpty() ? "" : ": " + said.why);
      cli.terminal().println((first ? "" : "\n") + "==> " + Printable.line(head) + " <==");
      first = false;
      if (said.any && RunOutput.copy(cli, said.run, false) != '\n') {
        cli.terminal().println("");
      }
    }
  }

  /** Prints them as one document, an object for each device; only one is held in memory. */
  static void printJson(Cli cli, String job) {
    String before = "{\"items\":[\n";
    for (Said said : all(cli, job)) {
      JsonNode item =
          Json.object()
              .put("run", Long.parseLong(said.run))
              .put("device", said.device)
              .put("status", said.status)
              .put("output", said.any ? text(cli, said) : "");
      String json = item.toString();
      cli.terminal().print(before + (cli.terminal().outIsTerminal() ? Printable.line(json) : json));
      before = ",\n";
    }
    cli.terminal().println((before.startsWith("{") ? before : "\n") + "]}");
  }

  private static String text(Cli cli, Said said) {
    try (InputStream in = open(cli.server(), said)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new Failure(
            ExitCode.FAILED,
            "The output of " + said.device + " is larger than 64 MiB. Use --dir or --zip.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw cli.server().unreachable(e);
    }
  }

  private static InputStream open(Server server, Said said) {
    String path = "/runs/" + Server.segment(said.run) + "/output";
    return server.download(path, new Query().with("format", "text"));
  }

  /** Writes a file for each device that said something; returns how many. */
  static int save(Cli cli, String job, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    Set<String> taken = new HashSet<>();
    int files = 0;
    for (Said said : all(cli, job)) {
      Path file = folder.resolve(fileName(said, taken));
      if (said.any) {
        save(cli, open(cli.server(), said), file);
        files++;
      }
    }
    return files;
  }

  /** A name that every file system takes and that leads nowhere else; each is given once. */
  private static String fileName(Said said, Set<String> taken) {
    String base = said.device.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.-]+", "_");
    base = base.isEmpty() ? "device" : base.substring(0, Math.min(100, base.length()));
    String name = base + ".txt";
    if (!taken.add(name.toLowerCase(Locale.ROOT))) {
      name = base + "-" + said.run + ".txt";
      taken.add(name.toLowerCase(Locale.ROOT));
    }
    return name;
  }

  /** Writes the server's archive of all outputs; returns its size in bytes. */
  static long zip(Cli cli, String job, Path file) {
    try {
      String path = JobWords.path(job) + "/output.zip";
      return save(cli, cli.server().download(path, new Query()), file);
    } catch (Failure e) {
      if (e.exitCode() != ExitCode.NOT_FOUND) {
        throw e;
      }
      throw new Failure(
          ExitCode.FAILED, "This server makes no archives of outputs. Use --dir DIR instead.", e);
    }
  }

  /** The file appears when it is whole; returns its size in bytes. */
  private static long save(Cli cli, InputStream from, Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (from;
        var out = Files.newOutputStream(part)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = read(cli, from, buffer); n >= 0; n = read(cli, from, buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    try {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return Files.size(file);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static int read(Cli cli, InputStream from, byte[] buffer) {
    try {
      return from.read(buffer);
    } catch (IOException e) {
      throw cli.server().unreachable(e);
    }
  }

  private static Failure unwritable(Path file, IOException cause) {
    return new Failure(ExitCode.FAILED, "Cannot write \"" + file + "\": " + cause, cause);
  }
}
