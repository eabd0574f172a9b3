package io.netauto.server.runs.web;

import io.netauto.server.inventory.DeviceQuery;
import io.netauto.server.inventory.DeviceSelection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The devices of a new job, as they stand in an address or a form: names or numbers, or else the
 * search and filters of the device list.
 *
 * @param devices separated by white space or commas
 * @param all whether a filter without conditions was meant
 */
public record JobTargets(String devices, String text, Map<String, String> fields, boolean all) {
  public JobTargets {
    fields = Map.copyOf(fields);
  }

  static JobTargets of(MultiValueMap<String, String> sent) {
    Map<String, String> fields = new LinkedHashMap<>();
    sent.forEach(
        (name, values) -> {
          for (String value : values) {
            int colon = value == null ? -1 : value.indexOf(':');
            if (value == null || value.isBlank()) {
              continue;
            }
            if (name.equals("tag") && colon > 0) {
              fields.put(
                  "tag:" + value.substring(0, colon).strip(), value.substring(colon + 1).strip());
            } else if (DeviceQuery.FIELDS.contains(name)) {
              fields.put(name, value.strip());
            }
          }
        });
    return new JobTargets(
        first(sent, "devices"), first(sent, "q"), fields, first(sent, "all").equals("true"));
  }

  static JobTargets of(DeviceSelection selection) {
    return switch (selection) {
      case DeviceSelection.Devices(List<String> names) ->
          new JobTargets(String.join(",", names), "", Map.of(), false);
      case DeviceSelection.Group(String name) ->
          new JobTargets("", "", Map.of("group", name), false);
      case DeviceSelection.Filter(String text, Map<String, String> fields) ->
          new JobTargets("", text, fields, true);
    };
  }

  private static String first(MultiValueMap<String, String> sent, String name) {
    String value = sent.getFirst(name);
    return value == null ? "" : value.strip();
  }

  /** Null when nothing was chosen. */
  @Nullable DeviceSelection selection() {
    if (!devices.isBlank()) {
      return new DeviceSelection.Devices(
          Arrays.stream(devices.split("[\\s,;]+")).filter(name -> !name.isEmpty()).toList());
    }
    return isFilter() ? new DeviceSelection.Filter(text, fields) : null;
  }

  public boolean isFilter() {
    return devices.isBlank() && (all || !text.isEmpty() || !fields.isEmpty());
  }

  /** Whether they were chosen in a list, and not typed. */
  public boolean isChosen() {
    return isFilter() || (!devices.isBlank() && devices.matches("[0-9,]+"));
  }

  /** The conditions of a filter, such as "site is fra1". */
  public List<String> conditions() {
    List<String> words = new ArrayList<>();
    if (!text.isEmpty()) {
      words.add("text has " + text);
    }
    fields.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            field ->
                words.add(
                    (field.getKey().startsWith("tag:")
                            ? "tag " + field.getKey().substring(4)
                            : field.getKey())
                        + " is "
                        + field.getValue()));
    return words;
  }

  /** What a form has to send so that the same devices are chosen. */
  public List<Map.Entry<String, String>> inputs() {
    List<Map.Entry<String, String>> inputs = new ArrayList<>();
    if (!devices.isBlank()) {
      inputs.add(Map.entry("devices", devices));
      return inputs;
    }
    if (all) {
      inputs.add(Map.entry("all", "true"));
    }
    if (!text.isEmpty()) {
      inputs.add(Map.entry("q", text));
    }
    fields.forEach(
        (name, value) ->
            inputs.add(
                name.startsWith("tag:")
                    ? Map.entry("tag", name.substring(4) + ":" + value)
                    : Map.entry(name, value)));
    return inputs;
  }

  /** The device list that shows them. */
  public String listPath() {
    return "/devices"
        + (isFilter()
            ? "?"
                + String.join(
                    "&",
                    inputs().stream()
                        .filter(input -> !input.getKey().equals("all"))
                        .map(
                            input ->
                                input.getKey()
                                    + "="
                                    + URLEncoder.encode(input.getValue(), StandardCharsets.UTF_8))
                        .toList())
            : "");
  }
}
