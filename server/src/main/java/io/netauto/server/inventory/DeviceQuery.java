package io.netauto.server.inventory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which devices, in which order, from where.
 *
 * @param text found in hostname, address, site, role, model or vendor; empty for all
 * @param fields exact values by field name ({@link #FIELDS}); tags as {@code tag:NAME}
 * @param sort a name of {@link #SORTS}, with {@code -} in front for descending
 * @param cursor where the page before ended; null for the first
 * @param limit 1 to 500
 */
public record DeviceQuery(
    String text, Map<String, String> fields, String sort, @Nullable String cursor, int limit) {

  /**
   * The fields that can be asked for by exact value; {@code legacy} is true for devices that use
   * weak SSH algorithms or may use them, {@code group} the name or number of a {@link DeviceGroup}.
   */
  public static final java.util.Set<String> FIELDS =
      java.util.Set.of(
          "hostname",
          "address",
          "platform",
          "vendor",
          "model",
          "site",
          "role",
          "credRef",
          "protocol",
          "enabled",
          "status",
          "legacy",
          "group");

  public static final java.util.Set<String> SORTS =
      java.util.Set.of(
          "hostname", "address", "platform", "site", "role", "vendor", "createdAt", "updatedAt");

  public DeviceQuery {
    fields = Map.copyOf(fields);
  }

  /** Which devices, in whatever order. */
  public DeviceSelection.Filter filter() {
    return new DeviceSelection.Filter(text, fields);
  }

  public static DeviceQuery all() {
    return new DeviceQuery("", Map.of(), "hostname", null, 50);
  }
}
