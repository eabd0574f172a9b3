package io.netauto.cli.group;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options that say what devices have in common. */
final class GroupFilter {
  @Option(
      names = "--where",
      paramLabel = "FIELD=VALUE",
      description = "Devices of which this is so, such as site=fra1 or tag:ring=1; all must be so.")
  Map<String, String> where = new LinkedHashMap<>();

  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      description = "Devices with this in host name, address, site, role, model or vendor.")
  @Nullable String query;

  boolean isGiven() {
    return query != null || !where.isEmpty();
  }

  ObjectNode toJson() {
    ObjectNode filter = Json.object().put("text", query == null ? "" : query);
    ObjectNode fields = filter.putObject("fields");
    where.forEach(
        (field, value) -> {
          if (value.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "Write --where as FIELD=VALUE, not '" + field + "'.");
          }
          fields.put(field, value);
        });
    return filter;
  }
}
