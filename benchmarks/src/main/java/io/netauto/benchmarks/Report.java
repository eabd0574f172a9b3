package io.netauto.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code latest.json} and {@code latest.md}: the newest figures of each benchmark, each with the
 * machine, the JDK and the date that they are of.
 */
final class Report {
  private final JsonMapper json =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private final Path folder;

  Report(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder.resolve("latest.md");
  }

  /** Prints these figures, and replaces the older ones of the same benchmark. */
  void add(Figures figures) throws IOException {
    Files.createDirectories(folder);
    Path stored = folder.resolve("latest.json");
    ObjectNode all =
        Files.exists(stored) && json.readTree(Files.readString(stored)) instanceof ObjectNode old
            ? old
            : json.createObjectNode();
    ObjectNode section = section(figures);
    all.set(figures.section(), section);
    Files.writeString(stored, json.writeValueAsString(all) + "\n");
    StringBuilder text = new StringBuilder("# Figures\n\nWritten by `benchmarks/run`; what they");
    text.append(" mean is in [the README](../README.md).\n");
    for (String name :
        List.of(
            "engine", "sessions", "feed", "start", "fleet", "storm", "history", "stream", "jmh")) {
      if (all.get(name) instanceof ObjectNode one) {
        text.append('\n').append(markdown(name, one));
      }
    }
    Files.writeString(path(), text);
    System.out.println(markdown(figures.section(), section));
  }

  private ObjectNode section(Figures figures) {
    ObjectNode section = json.createObjectNode();
    section.put("machine", Machine.describe());
    section.put("jdk", Machine.jdk());
    section.put(
        "date", OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString());
    section.put("load", Machine.load());
    ArrayNode list = section.putArray("figures");
    figures
        .series()
        .forEach(
            (name, series) -> {
              ObjectNode one = list.addObject();
              one.put("name", name);
              one.put("unit", series.unit());
              one.put("median", rounded(series.median()));
              one.put("lowest", rounded(series.lowest()));
              one.put("highest", rounded(series.highest()));
              one.put("rounds", series.samples().size());
            });
    ArrayNode promises = section.putArray("promises");
    figures
        .promises()
        .forEach(
            promise -> {
              ObjectNode one = promises.addObject();
              one.put("target", promise.target());
              one.put("figure", promise.figure());
              one.put("median", rounded(promise.median()));
              one.put("limit", promise.limit());
              one.put("met", promise.met());
            });
    figures.notes().forEach(section.putArray("notes")::add);
    figures.broken().forEach(section.putArray("broken")::add);
    return section;
  }

  private static double rounded(double value) {
    double size = Math.abs(value);
    double digits = size >= 100 ? 1 : size >= 10 ? 10 : size >= 1 ? 100 : 1000;
    return Math.round(value * digits) / digits;
  }

  private static String markdown(String name, ObjectNode section) {
    StringBuilder text = new StringBuilder("## ").append(name).append("\n\n");
    text.append(section.path("machine").asString());
    text.append("; ").append(section.path("jdk").asString());
    text.append("; ").append(section.path("date").asString());
    text.append("; load ").append(section.path("load").asString()).append("\n\n");
    if (!section.path("promises").isEmpty()) {
      text.append("| target | promise | limit | median | |\n|---|---|---:|---:|---|\n");
      for (JsonNode one : section.path("promises")) {
        text.append(
            "| %s | %s | %s | %s | %s |%n"
                .formatted(
                    one.path("target").asString(),
                    one.path("figure").asString(),
                    one.path("limit").asString(),
                    number(one.path("median").asDouble()),
                    one.path("met").asBoolean() ? "met" : "**MISSED**"));
      }
      text.append('\n');
    }
    text.append("| figure | median | lowest | highest | unit | rounds |\n");
    text.append("|---|---:|---:|---:|---|---:|\n");
    for (JsonNode one : section.path("figures")) {
      text.append(
          "| %s | %s | %s | %s | %s | %d |%n"
              .formatted(
                  one.path("name").asString(),
                  number(one.path("median").asDouble()),
                  number(one.path("lowest").asDouble()),
                  number(one.path("highest").asDouble()),
                  one.path("unit").asString(),
                  one.path("rounds").asInt()));
    }
    text.append('\n');
    section.path("notes").forEach(note -> text.append("- ").append(note.asString()).append('\n'));
    section
        .path("broken")
        .forEach(one -> text.append("- **BROKEN**: ").append(one.asString()).append('\n'));
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
