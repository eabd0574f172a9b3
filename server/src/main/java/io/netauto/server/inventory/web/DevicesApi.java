package io.netauto.server.inventory.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.DeviceQuery;
import io.netauto.server.inventory.Devices;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Devices", description = "The network devices of the customer.")
class DevicesApi {
  private final Devices devices;
  private final CurrentActor actor;

  DevicesApi(Devices devices, CurrentActor actor) {
    this.devices = devices;
    this.actor = actor;
  }

  @GetMapping("/devices")
  @Operation(
      summary = "List devices",
      description =
          "Filters are exact: hostname, address, platform, vendor, model, site, role, credRef,"
              + " protocol, enabled, status, legacy, group, and tag=name:value (repeatable). q"
              + " searches in many.")
  Page<DeviceJson> list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "hostname") String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> all) {
    return devices
        .list(actor.get(), new DeviceQuery(q, filters(all), sort, cursor, limit(limit)))
        .map(DeviceJson::of);
  }

  static int limit(int limit) {
    if (limit < 1 || limit > 500) {
      throw ProblemException.invalid("limit", "A page has 1 to 500 items.");
    }
    return limit;
  }

  private static Map<String, String> filters(MultiValueMap<String, String> all) {
    Map<String, String> filters = new HashMap<>();
    all.forEach(
        (name, values) -> {
          if (name.equals("tag")) {
            for (String value : values) {
              int colon = value.indexOf(':');
              if (colon < 1) {
                throw ProblemException.invalid("tag", "Write a tag as name:value.");
              }
              filters.put("tag:" + value.substring(0, colon), value.substring(colon + 1));
            }
          } else if (DeviceQuery.FIELDS.contains(name)) {
            filters.put(name, values.getFirst());
          } else if (!List.of("q", "sort", "cursor", "limit").contains(name)) {
            throw ProblemException.invalid(
                name,
                "There is no filter \"%s\". Known: %s, tag."
                    .formatted(
                        name, String.join(", ", DeviceQuery.FIELDS.stream().sorted().toList())));
          }
        });
    return filters;
  }

  @PostMapping("/devices")
  @Operation(summary = "Add a device")
  ResponseEntity<DeviceJson> add(@RequestBody DeviceInput input) {
    Device device = devices.add(actor.get(), input.draft(), input.unreadable());
    return ResponseEntity.created(URI.create("/api/v1/devices/" + device.id()))
        .body(DeviceJson.of(device));
  }

  @GetMapping("/devices/{id}")
  @Operation(summary = "Show a device")
  DeviceJson get(@PathVariable long id) {
    return DeviceJson.of(devices.get(actor.get(), new DeviceId(id)));
  }

  @PatchMapping("/devices/{id}")
  @Operation(summary = "Change the named fields of a device")
  DeviceJson edit(@PathVariable long id, @RequestBody DeviceInput input) {
    return DeviceJson.of(
        devices.edit(actor.get(), new DeviceId(id), input.draft(), input.unreadable()));
  }

  @DeleteMapping("/devices/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a device", description = "Its runs stay in the history.")
  void delete(@PathVariable long id) {
    devices.delete(actor.get(), new DeviceId(id));
  }

  record Ids(@Nullable List<@Nullable Long> ids) {
    List<DeviceId> devices() {
      if (ids == null || ids.stream().anyMatch(Objects::isNull)) {
        throw ProblemException.invalid("ids", "Give the numbers of the devices.");
      }
      if (ids.size() > 10_000) {
        throw ProblemException.invalid("ids", "At most 10,000 devices at once.");
      }
      return ids.stream().map(Objects::requireNonNull).map(DeviceId::new).toList();
    }
  }

  record Changed(int changed) {}

  @PostMapping("/devices/enable")
  @Operation(summary = "Enable devices")
  Changed enable(@RequestBody Ids ids) {
    return new Changed(devices.setEnabled(actor.get(), ids.devices(), true));
  }

  @PostMapping("/devices/disable")
  @Operation(summary = "Disable devices: nothing is run on them until they are enabled")
  Changed disable(@RequestBody Ids ids) {
    return new Changed(devices.setEnabled(actor.get(), ids.devices(), false));
  }
}
