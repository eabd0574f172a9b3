package io.netauto.cli.run;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options that say on which devices commands are run. */
final class Targets {
  @Option(
      names = {"-g", "--group"},
      paramLabel = "NAME|ID",
      description = "The devices of this group.")
  @Nullable String group;

  @Option(
      names = {"--filter", "--where"},
      paramLabel = "FIELD=VALUE",
      description = "Devices of which this is so, such as site=ams or tag:role=edge; all must be.")
  List<String> filter = List.of();

  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      description = "Devices with this in host name, address, site, role, model or vendor.")
  @Nullable String query;

  @Option(
      names = {"-d", "--devices"},
      paramLabel = "NAME|ID,...",
      split = ",",
      description = "These devices.")
  List<String> devices = List.of();

  /** Whether any of them is given. */
  boolean areGiven() {
    return group != null || isFilter() || !devices.isEmpty();
  }

  private boolean isFilter() {
    return query != null || !filter.isEmpty();
  }

  /** In words, for a question. */
  String words() {
    if (group != null) {
      return "the devices of the group " + group;
    }
    if (!devices.isEmpty()) {
      return devices.size() <= 5 ? String.join(", ", devices) : devices.size() + " devices";
    }
    String text = query == null ? "" : "\"" + query + "\"";
    String fields = String.join(", ", filter);
    return "all devices with " + text + (text.isEmpty() || fields.isEmpty() ? "" : ", ") + fields;
  }

  ObjectNode toJson() {
    int kinds = (group == null ? 0 : 1) + (isFilter() ? 1 : 0) + (devices.isEmpty() ? 0 : 1);
    if (kinds > 1) {
      throw new Failure(
          ExitCode.USAGE,
          "Name the devices in one way: --group, or --devices, or --filter with --query.");
    }
    ObjectNode targets = Json.object();
    if (group != null) {
      targets.put("group", group);
    } else if (isFilter()) {
      filterInto(targets.putObject("filter").put("text", query == null ? "" : query));
    } else {
      devicesInto(targets, devices);
    }
    return targets;
  }

  static ObjectNode device(String device) {
    ObjectNode targets = Json.object();
    devicesInto(targets, List.of(device));
    return targets;
  }

  private static void devicesInto(ObjectNode targets, List<String> devices) {
    var names = targets.putArray("devices");
    devices.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(names::add);
  }

  private void filterInto(ObjectNode json) {
    ObjectNode fields = json.putObject("fields");
    for (String condition : filter) {
      int equals = condition.indexOf('=');
      if (equals < 1 || equals == condition.length() - 1) {
        throw new Failure(
            ExitCode.USAGE, "Write --filter as FIELD=VALUE, not '" + condition + "'.");
      }
      String field = condition.substring(0, equals);
      if (fields.has(field)) {
        throw new Failure(
            ExitCode.USAGE, "--filter gives two values for " + field + "; no device has both.");
      }
      fields.put(field, condition.substring(equals + 1));
    }
  }
}
