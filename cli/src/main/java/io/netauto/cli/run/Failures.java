package io.netauto.cli.run;

import io.netauto.cli.server.Json;
import io.netauto.cli.server.Pages;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Why runs of a job did not end ok: one group for each cause, the largest first. */
final class Failures {
  /** How many devices a line names. */
  private static final int NAMED = 10;

  /** The runs that failed for the same cause. */
  private static final class Group {
    final String code;
    final String summary;
    final String advice;
    final List<String> devices = new ArrayList<>();

    Group(String code, JsonNode cause) {
      this.code = code;
      summary = Json.text(cause, "summary");
      advice = Json.text(cause, "advice");
    }

    String words() {
      String names = String.join(", ", devices.subList(0, Math.min(NAMED, devices.size())));
      return devices.size()
          + " × "
          + code.toLowerCase(Locale.ROOT).replace('_', ' ')
          + ": "
          + names
          + (devices.size() > NAMED ? " …" : "");
    }
  }

  private final Map<String, Group> groups = new LinkedHashMap<>();

  private Failures() {}

  /** Reads them, of a job that may still be running. */
  static Failures of(Server server, JsonNode job) {
    var failures = new Failures();
    for (String status : JobWords.NOT_OK) {
      if (JobWords.count(job, status) > 0) {
        var query = new Query().with("job", Json.text(job, "id")).with("status", status);
        Pages.each(server, "/runs", query, failures::add);
      }
    }

    failures.groups.values().forEach(group -> group.devices.sort(null));
    return failures;
  }

  private void add(JsonNode run) {
    String code = Json.text(run.path("cause"), "code");
    groups
        .computeIfAbsent(
            code.isEmpty() ? Json.text(run, "status") : code,
            key -> new Group(key, run.path("cause")))
        .devices
        .add(RunWords.device(run));
  }

  private Collection<Group> largestFirst() {
    return groups.values().stream()
        .sorted(Comparator.comparingInt((Group group) -> -group.devices.size()))
        .toList();
  }

  /** A line for each cause, and one for what to do about it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Group group : largestFirst()) {
      lines.add("  " + group.words());
      String more = group.advice.isEmpty() ? group.summary : group.advice;
      if (!more.isEmpty()) {
        lines.add("      " + more.lines().findFirst().orElse(""));
      }
    }
    return lines;
  }

  void into(ArrayNode array) {
    for (Group group : largestFirst()) {
      var json = array.addObject();
      json.put("code", group.code).put("summary", group.summary).put("advice", group.advice);
      json.put("count", group.devices.size());
      var devices = json.putArray("devices");
      group.devices.forEach(devices::add);
    }
  }
}
