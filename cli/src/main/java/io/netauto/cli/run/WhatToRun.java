package io.netauto.cli.run;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options that say what is run, where it is not a few words. */
final class WhatToRun {
  private static final int MOST_BYTES = 256 << 10;

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

  boolean isTemplate() {
    return template != null || !variables.isEmpty();
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
