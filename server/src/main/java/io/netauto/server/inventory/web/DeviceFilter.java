package io.netauto.server.inventory.web;

import io.netauto.server.inventory.DeviceQuery;
import io.netauto.server.inventory.DeviceSelection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What the device list shows, as it stands in the address: search, filters, order and place.
 *
 * @param fields exact values by field of {@link DeviceQuery}, in the order they were chosen
 * @param trail the cursors of the pages before, so that one can go back; the first page has none
 */
public record DeviceFilter(
    String text,
    Map<String, String> fields,
    String sort,
    int limit,
    @Nullable String cursor,
    List<String> trail) {
  static final String PATH = "/devices";
  public static final List<Integer> LIMITS = List.of(50, 100, 250, 500);
  private static final int TRAIL_LIMIT = 12;
  private static final String TRAIL_MARK = "~";

  private static final Map<String, String> WORDS =
      Map.of(
          "credRef", "credential",
          "status", "state",
          "hostname", "name");

  /** A condition in words, and the address without it. */
  public record Chip(String subject, String value, String without) {}

  public DeviceFilter {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    trail = List.copyOf(trail);
  }

  /** Reads an address; what it does not know it leaves out. */
  static DeviceFilter of(MultiValueMap<String, String> parameters) {
    Map<String, String> fields = new LinkedHashMap<>();
    parameters.forEach(
        (name, values) -> {
          for (String value : values) {
            if (value == null || value.isBlank()) {
              continue;
            }
            int colon = value.indexOf(':');
            if (name.equals("tag") && colon > 0) {
              fields.put(
                  "tag:" + value.substring(0, colon).strip(), value.substring(colon + 1).strip());
            } else if (DeviceQuery.FIELDS.contains(name)) {
              fields.put(name, value.strip());
            }
          }
        });
    String sort = first(parameters, "sort");
    String back = first(parameters, "back");
    String cursor = first(parameters, "cursor");
    return new DeviceFilter(
        first(parameters, "q").strip(),
        fields,
        DeviceQuery.SORTS.contains(sort.startsWith("-") ? sort.substring(1) : sort)
            ? sort
            : "hostname",
        limit(first(parameters, "limit")),
        cursor.isEmpty() ? null : cursor,
        back.isEmpty() ? List.of() : Arrays.asList(back.split(TRAIL_MARK, -1)));
  }

  /** A saved filter as the device list shows it. */
  static DeviceFilter of(DeviceSelection.Filter filter) {
    return new DeviceFilter(filter.text(), filter.fields(), "hostname", 50, null, List.of());
  }

  DeviceSelection.Filter selection() {
    return new DeviceSelection.Filter(text, fields);
  }

  private static String first(MultiValueMap<String, String> parameters, String name) {
    String value = parameters.getFirst(name);
    return value == null ? "" : value;
  }

  private static int limit(String text) {
    return LIMITS.stream().filter(l -> text.equals(Integer.toString(l))).findFirst().orElse(50);
  }

  DeviceQuery query() {
    return new DeviceQuery(text, fields, sort, cursor, limit);
  }

  /** The same devices from the first, in pieces of this size. */
  DeviceQuery wholeQuery(@Nullable String from, int size) {
    return new DeviceQuery(text, fields, sort, from, size);
  }

  /** Whether anything is asked for, so that no hit need not mean no device. */
  public boolean narrows() {
    return !text.isEmpty() || !fields.isEmpty();
  }

  public String value(String field) {
    return fields.getOrDefault(field, "");
  }

  public List<Chip> chips() {
    List<Chip> chips = new ArrayList<>();
    if (!text.isEmpty()) {
      chips.add(new Chip("text has", text, first().withText("").url()));
    }
    fields.forEach(
        (field, value) -> {
          String without = without(field).url();
          if (field.startsWith("tag:")) {
            chips.add(new Chip("tag " + field.substring(4) + " is", value, without));
          } else if (field.equals("enabled")) {
            chips.add(new Chip("is", value.equals("true") ? "enabled" : "disabled", without));
          } else if (field.equals("legacy")) {
            String words = value.equals("true") ? "legacy or weak" : "modern";
            chips.add(new Chip("SSH algorithms are", words, without));
          } else {
            chips.add(new Chip(WORDS.getOrDefault(field, field) + " is", value, without));
          }
        });
    return chips;
  }

  private DeviceFilter first() {
    return new DeviceFilter(text, fields, sort, limit, null, List.of());
  }

  private DeviceFilter withText(String other) {
    return new DeviceFilter(other, fields, sort, limit, cursor, trail);
  }

  DeviceFilter with(String field, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new DeviceFilter(text, more, sort, limit, null, List.of());
  }

  private DeviceFilter without(String field) {
    Map<String, String> fewer = new LinkedHashMap<>(fields);
    fewer.remove(field);
    return new DeviceFilter(text, fewer, sort, limit, null, List.of());
  }

  /** The address of all devices in this order. */
  public String clear() {
    return new DeviceFilter("", Map.of(), sort, limit, null, List.of()).url();
  }

  public String withLimit(int size) {
    return new DeviceFilter(text, fields, sort, size, null, List.of()).url();
  }

  /** The address of this order, or of its reverse when it is the present one. */
  public String sorted(String by) {
    return new DeviceFilter(text, fields, by.equals(sort) ? "-" + by : by, limit, null, List.of())
        .url();
  }

  /** {@code ascending} or {@code descending} for the present order's column, else null. */
  public @Nullable String direction(@Nullable String by) {
    return sort.equals(by) ? "ascending" : sort.equals("-" + by) ? "descending" : null;
  }

  public String next(String to) {
    List<String> behind = new ArrayList<>(trail);
    behind.add(cursor == null ? "" : cursor);
    if (behind.size() > TRAIL_LIMIT) {
      behind.removeFirst();
    }
    return new DeviceFilter(text, fields, sort, limit, to, behind).url();
  }

  /** The page before, or the first when the way back is not known; null on the first. */
  public @Nullable String previous() {
    if (cursor == null) {
      return null;
    }
    if (trail.isEmpty()) {
      return first().url();
    }
    String to = trail.getLast();
    return new DeviceFilter(
            text, fields, sort, limit, to.isEmpty() ? null : to, trail.subList(0, trail.size() - 1))
        .url();
  }

  /** Where exactly this is shown. */
  public String url() {
    String query = query(true);
    return query.isEmpty() ? PATH : PATH + "?" + query;
  }

  /** Whether it can be kept as a dynamic group, which stands on no other group. */
  public boolean canBeGroup() {
    return narrows() && !fields.containsKey("group");
  }

  /** Search and filters only, for a form that acts on all that match. */
  public String matching() {
    return query(false);
  }

  private String query(boolean whole) {
    List<String> parts = new ArrayList<>();
    add(parts, "q", text);
    fields.forEach(
        (field, value) -> {
          if (field.startsWith("tag:")) {
            add(parts, "tag", field.substring(4) + ":" + value);
          } else {
            add(parts, field, value);
          }
        });
    if (whole) {
      add(parts, "sort", sort.equals("hostname") ? "" : sort);
      add(parts, "limit", limit == 50 ? "" : Integer.toString(limit));
      add(parts, "cursor", cursor == null ? "" : cursor);
      add(parts, "back", String.join(TRAIL_MARK, trail));
    }
    return String.join("&", parts);
  }

  private static void add(List<String> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
