package io.netauto.cli.device;

import io.netauto.cli.server.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which devices are meant. */
final class DeviceFilters {
  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      description = "Found in host name, address, site, role, model or vendor.")
  @Nullable String query;

  @Option(names = "--site", paramLabel = "TEXT", description = "At this site.")
  @Nullable String site;

  @Option(names = "--platform", paramLabel = "ID", description = "With this driver.")
  @Nullable String platform;

  @Option(names = "--vendor", paramLabel = "TEXT", description = "Of this vendor.")
  @Nullable String vendor;

  @Option(names = "--model", paramLabel = "TEXT", description = "Of this model.")
  @Nullable String model;

  @Option(names = "--role", paramLabel = "TEXT", description = "With this role.")
  @Nullable String role;

  @Option(names = "--group", paramLabel = "NAME|ID", description = "Of this group.")
  @Nullable String group;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "reachable, unreachable or unknown.")
  @Nullable String status;

  @Option(names = "--enabled", negatable = true, description = "Enabled ones, or the others.")
  @Nullable Boolean enabled;

  @Option(names = "--tag", paramLabel = "K:V", description = "With this tag; may be repeated.")
  List<String> tags = new ArrayList<>();

  @Option(
      names = "--sort",
      paramLabel = "FIELD",
      description = "Such as hostname, site or -createdAt (newest first).")
  @Nullable String sort;

  Query toQuery() {
    var result =
        new Query()
            .with("q", query)
            .with("site", site)
            .with("platform", platform)
            .with("vendor", vendor)
            .with("model", model)
            .with("role", role)
            .with("group", group)
            .with("status", status)
            .with("enabled", enabled)
            .with("sort", sort);
    for (String tag : tags) {
      // Tags are set with K=V, so that is understood here too.
      result.with("tag", tag.contains(":") ? tag : tag.replaceFirst("=", ":"));
    }
    return result;
  }
}
