package io.netauto.cli.run;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/** The options that say what is run, and when. */
final class JobOptions {
  private static final int MOST_BYTES = 256 << 10;

  /** Reads {@code 2026-12-01T02:00+01:00}, and a time without an offset as the user's own. */
  static final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException withOffset) {
        try {
          return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
          throw new TypeConversionException(
              "'" + text + "' is not a time; expected for example 2026-12-01T02:00+01:00");
        }
      }
    }
  }

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "The commands of this template, filled in for each device.")
  @Nullable String template;

  @Option(
      names = "--var",
      paramLabel = "NAME=VALUE",
      description = "The value of a variable of the template; may be repeated.")
  Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Commands from a file, one a line; empty lines and lines with # are left out.")
  @Nullable Path file;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "Not now, but then, such as 2026-12-01T02:00+01:00; without an offset it is local time."
              + " Prints the job's number and does not wait.")
  @Nullable Instant at;

  @Option(names = "--title", paramLabel = "TEXT", description = "What the job is called.")
  @Nullable String title;

  /** Whether something is given that only a job can do. */
  boolean needJob() {
    return template != null || !variables.isEmpty() || at != null || title != null;
  }

  List<String> fromFile() {
    return file == null ? List.of() : read(file);
  }

  void into(ObjectNode request) {
    if (template != null) {
      request.put("template", template);
      ObjectNode values = request.putObject("variables");
      variables.forEach(values::put);
    } else if (!variables.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "--var gives the value of a variable: add --template.");
    }
    if (at != null) {
      if (at.isBefore(Instant.now())) {
        throw new Failure(ExitCode.USAGE, "The time of --at has passed: " + at + ".");
      }
      request.put("at", at.toString());
    }
    if (title != null) {
      request.put("title", title);
    }
  }

  private static List<String> read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Failure(ExitCode.USAGE, "\"" + file + "\" is larger than 256 KiB.");
      }
      List<String> commands =
          Files.readAllLines(file).stream()
              .map(String::stripTrailing)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      if (commands.isEmpty()) {
        throw new Failure(ExitCode.USAGE, "There is no command in \"" + file + "\".");
      }
      return commands;
    } catch (NoSuchFileException e) {
      throw new Failure(ExitCode.USAGE, "There is no file \"" + file + "\".", e);
    } catch (MalformedInputException e) {
      throw new Failure(ExitCode.USAGE, "\"" + file + "\" is not a text in UTF-8.", e);
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, "Cannot read \"" + file + "\": " + e, e);
    }
  }
}
