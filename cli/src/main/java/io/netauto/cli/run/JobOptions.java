package io.netauto.cli.run;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/** The options that say what is run, and when. */
final class JobOptions {
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

  @Mixin WhatToRun what = new WhatToRun();

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

  @Option(
      names = "--window",
      paramLabel = "NAME",
      description = "Runs begin only while this maintenance window is open.")
  @Nullable String window;

  /** Whether something is given that only a job can do. */
  boolean needJob() {
    return what.isTemplate() || at != null || title != null || window != null;
  }

  List<String> fromFile() {
    return what.fromFile();
  }

  void into(ObjectNode request) {
    what.into(request);
    if (at != null) {
      if (at.isBefore(Instant.now())) {
        throw new Failure(ExitCode.USAGE, "The time of --at has passed: " + at + ".");
      }
      request.put("at", at.toString());
    }
    if (title != null) {
      request.put("title", title);
    }
    if (window != null) {
      request.put("window", window);
    }
  }
}
