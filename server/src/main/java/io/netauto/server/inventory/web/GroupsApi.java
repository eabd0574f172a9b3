package io.netauto.server.inventory.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceGroups;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.DeviceQuery;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.inventory.Devices;
import io.netauto.server.inventory.GroupId;
import io.netauto.server.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
@Tag(name = "Device groups", description = "Named sets of devices, and what they give to them.")
class GroupsApi {
  private final DeviceGroups groups;
  private final Devices devices;
  private final CurrentActor actor;

  GroupsApi(DeviceGroups groups, Devices devices, CurrentActor actor) {
    this.groups = groups;
    this.devices = devices;
    this.actor = actor;
  }

  @GetMapping("/groups")
  @Operation(
      summary = "List device groups by name",
      description = "name is exact, without regard to case; q searches in name and description.")
  Page<GroupJson> list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Actor who = actor.get();
    if (name != null) {
      return Page.whole(groups.byName(who, name).map(group -> json(who, group)).stream().toList());
    }
    return groups.list(who, q, cursor, DevicesApi.limit(limit)).map(GroupJson::of);
  }

  private GroupJson json(Actor who, DeviceGroup group) {
    return GroupJson.of(groups.counted(who, group));
  }

  @PostMapping("/groups")
  @Operation(
      summary = "Make a device group",
      description =
          "With a filter it is dynamic: its devices are those that match. The fields of a filter"
              + " are those of the list of devices, without group, and tag:NAME.")
  ResponseEntity<GroupJson> create(@RequestBody GroupInput input) {
    Actor who = actor.get();
    DeviceGroup group = groups.create(who, input.draft());
    return ResponseEntity.created(URI.create("/api/v1/groups/" + group.id()))
        .body(json(who, group));
  }

  @GetMapping("/groups/{id}")
  @Operation(summary = "Show a device group")
  GroupJson get(@PathVariable long id) {
    Actor who = actor.get();
    return json(who, groups.get(who, new GroupId(id)));
  }

  @GetMapping("/groups/{id}/effects")
  @Operation(
      summary = "Tell what a device group gives, and so what its deletion would change",
      description =
          "credential and jumpHost are the numbers of devices that take theirs from this group.")
  DeviceGroups.Effects effects(@PathVariable long id) {
    return groups.effects(actor.get(), new GroupId(id));
  }

  @PatchMapping("/groups/{id}")
  @Operation(
      summary = "Change the named parts of a device group",
      description = "An empty credRef or jumpHost and 0 as maxSessions take the default away.")
  GroupJson edit(@PathVariable long id, @RequestBody GroupInput input) {
    Actor who = actor.get();
    DeviceGroup before = groups.get(who, new GroupId(id));
    return json(who, groups.update(who, before.id(), input.change(before.kind())));
  }

  @DeleteMapping("/groups/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete a device group",
      description = "Its devices stay; they lose what the group gave them: see effects.")
  void delete(@PathVariable long id) {
    groups.delete(actor.get(), new GroupId(id));
  }

  @GetMapping("/groups/{id}/members")
  @Operation(summary = "List the devices of a group", description = "The same as /devices?group=…")
  Page<DeviceJson> members(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "hostname") String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Actor who = actor.get();
    DeviceGroup group = groups.get(who, new GroupId(id));
    return devices
        .list(
            who,
            new DeviceQuery(
                q, Map.of("group", group.id().toString()), sort, cursor, DevicesApi.limit(limit)))
        .map(DeviceJson::of);
  }

  @PostMapping("/groups/{id}/members")
  @Operation(
      summary = "Add devices to a static group, all or none",
      description = "By names or numbers, or all that match a filter. Those in it already stay.")
  DevicesApi.Changed add(@PathVariable long id, @RequestBody GroupInput.MembersInput input) {
    return new DevicesApi.Changed(groups.add(actor.get(), new GroupId(id), input.selection()));
  }

  @PostMapping("/groups/{id}/members/remove")
  @Operation(summary = "Take devices out of a static group, all or none")
  DevicesApi.Changed remove(@PathVariable long id, @RequestBody GroupInput.MembersInput input) {
    return new DevicesApi.Changed(groups.remove(actor.get(), new GroupId(id), input.selection()));
  }

  @DeleteMapping("/groups/{id}/members/{device}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Take a device out of a static group")
  void remove(@PathVariable long id, @PathVariable long device) {
    Actor who = actor.get();
    DeviceId member = devices.get(who, new DeviceId(device)).id();
    groups.remove(who, new GroupId(id), new DeviceSelection.Devices(List.of(member.toString())));
  }

  @GetMapping("/devices/{id}/groups")
  @Operation(
      summary = "List the groups of a device, and what it takes from them",
      description =
          "What the device has of its own comes first; then the first group by name that gives it.")
  GroupJson.OfDevice ofDevice(@PathVariable long id) {
    Actor who = actor.get();
    return GroupJson.OfDevice.of(groups.inherited(who, devices.get(who, new DeviceId(id))));
  }
}
