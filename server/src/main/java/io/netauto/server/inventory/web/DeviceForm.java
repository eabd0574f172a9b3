package io.netauto.server.inventory.web;

import io.netauto.driver.platform.Platform;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.inventory.DeviceDraft;
import io.netauto.server.inventory.SshProfile;
import io.netauto.server.web.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of a device as it was typed, right or wrong, with what is wrong at each field.
 *
 * @param device the one that is edited; null for a new one
 * @param values what stands in the fields, by the draft's names
 * @param tags names and values as typed
 * @param errors in words, by the draft's names
 */
public record DeviceForm(
    @Nullable Device device,
    Map<String, String> values,
    List<Pair> tags,
    Map<String, String> errors,
    List<Platform> platforms) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> NAMES =
      List.of(
          "hostname",
          "address",
          "port",
          "protocol",
          "sshProfile",
          "jumpHost",
          "username",
          "credRef",
          "vendor",
          "platform",
          "model",
          "role",
          "site",
          "metadata",
          "enabled");

  /** A name and its value. */
  public record Pair(String name, String value) {}

  public DeviceForm {
    values = Map.copyOf(values);
    tags = List.copyOf(tags);
    errors = Map.copyOf(errors);
    platforms = List.copyOf(platforms);
  }

  static DeviceForm empty(List<Platform> platforms) {
    return new DeviceForm(
        null,
        Map.of("port", "22", "protocol", "ssh", "enabled", "true"),
        List.of(),
        Map.of(),
        platforms);
  }

  /**
   * @param jumpHost what its jump host is called by; empty for none
   */
  static DeviceForm of(Device d, String jumpHost, List<Platform> platforms) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("hostname", d.hostname());
    values.put("address", d.address());
    values.put("port", Integer.toString(d.port()));
    values.put("protocol", d.protocol().code());
    values.put("sshProfile", d.sshProfile().code());
    values.put("jumpHost", jumpHost);
    values.put("username", d.username());
    values.put("credRef", d.credRef());
    values.put("vendor", d.vendor());
    values.put("platform", d.platform());
    values.put("model", d.model());
    values.put("role", d.role());
    values.put("site", d.site());
    values.put("enabled", Boolean.toString(d.enabled()));
    values.put(
        "metadata",
        d.metadata().isEmpty()
            ? ""
            : JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(new TreeMap<>(d.metadata())));
    List<Pair> tags =
        new TreeMap<>(d.tags())
            .entrySet().stream().map(t -> new Pair(t.getKey(), t.getValue())).toList();
    return new DeviceForm(d, values, tags, Map.of(), platforms);
  }

  static DeviceForm typed(
      @Nullable Device device, MultiValueMap<String, String> sent, List<Platform> platforms) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      String value = sent.getFirst(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    List<String> names = sent.getOrDefault("tagName", List.of());
    List<String> texts = sent.getOrDefault("tagValue", List.of());
    List<Pair> tags = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), texts.size()); i++) {
      if (!names.get(i).isBlank() || !texts.get(i).isBlank()) {
        tags.add(new Pair(names.get(i).strip(), texts.get(i).strip()));
      }
    }
    return new DeviceForm(device, values, tags, Map.of(), platforms);
  }

  /**
   * The draft that was typed.
   *
   * @param errors is told what cannot even be read
   */
  DeviceDraft draft(List<FieldError> errors) {
    Map<String, String> named = new LinkedHashMap<>();
    for (Pair tag : tags) {
      if (named.put(tag.name(), tag.value()) != null) {
        errors.add(new FieldError("tags", "The tag \"%s\" is there twice.".formatted(tag.name())));
      }
    }
    return new DeviceDraft(
        text("hostname"),
        text("address"),
        port(errors),
        protocol(),
        sshProfile(errors),
        text("jumpHost"),
        text("username"),
        text("credRef"),
        text("vendor"),
        text("platform"),
        text("model"),
        text("role"),
        text("site"),
        named,
        metadata(errors),
        text("enabled").equals("true"));
  }

  private @Nullable SshProfile sshProfile(List<FieldError> errors) {
    String text = text("sshProfile");
    if (text.isEmpty()) {
      return SshProfile.MODERN;
    }
    SshProfile.problem(text)
        .ifPresent(problem -> errors.add(new FieldError("sshProfile", problem)));
    return SshProfile.of(text).orElse(null);
  }

  private String text(String name) {
    return value(name).strip();
  }

  private @Nullable Integer port(List<FieldError> errors) {
    String text = text("port");
    if (text.isEmpty()) {
      return protocol().port();
    }
    try {
      int port = Integer.parseInt(text);
      return followsProtocol(port) ? protocol().port() : port;
    } catch (NumberFormatException e) {
      errors.add(new FieldError("port", "\"%s\" is not a number from 1 to 65535.".formatted(text)));
      return null;
    }
  }

  /** Whether the port was left at the default of the protocol that was changed. */
  private boolean followsProtocol(int port) {
    return device != null
        && device.protocol() != protocol()
        && device.port() == port
        && device.protocol().port() == port;
  }

  private Protocol protocol() {
    return Protocol.of(text("protocol")).orElse(Protocol.SSH);
  }

  private Map<String, Object> metadata(List<FieldError> errors) {
    String text = text("metadata");
    if (text.isEmpty()) {
      return Map.of();
    }
    try {
      Map<String, Object> values = JSON.readValue(text, new TypeReference<>() {});
      if (values != null && !values.containsValue(null)) {
        return values;
      }
      errors.add(new FieldError("metadata", "Write an object without null values: {\"name\": 1}."));
    } catch (JacksonException e) {
      errors.add(
          new FieldError(
              "metadata",
              "This is not a JSON object: line %d, column %d. Write {\"name\": \"value\"}."
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr())));
    }
    return Map.of();
  }

  DeviceForm with(List<FieldError> wrong) {
    Map<String, String> byField = new LinkedHashMap<>();
    for (FieldError error : wrong) {
      String field = error.field().replaceFirst("[.\\[].*", "");
      byField.merge(field, error.message(), (a, b) -> a + " " + b);
    }
    return new DeviceForm(device, values, tags, byField, platforms);
  }

  public String value(String name) {
    return values.getOrDefault(name, "");
  }

  public @Nullable String error(String name) {
    return errors.get(name);
  }

  public String title() {
    return device == null ? "Add a device" : "Edit " + device.hostname();
  }

  public String action() {
    return device == null ? "/devices" : "/devices/" + device.id();
  }
}
