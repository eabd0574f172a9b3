package io.netauto.server.inventory.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceGroups;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.inventory.GroupDraft;
import io.netauto.server.inventory.GroupId;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Making and editing a device group. */
@Controller
class GroupFormPages {
  private final DeviceGroups groups;
  private final Devices devices;
  private final CurrentActor current;
  private final Pages pages;

  GroupFormPages(DeviceGroups groups, Devices devices, CurrentActor current, Pages pages) {
    this.groups = groups;
    this.devices = devices;
    this.current = current;
    this.pages = pages;
  }

  /** The filter of a new dynamic group may stand in the address, as in that of the device list. */
  @GetMapping("/groups/new")
  View blank(
      @RequestParam(defaultValue = "static") String kind,
      @RequestParam MultiValueMap<String, String> parameters) {
    current.get().require(Permission.DEVICES_WRITE);
    return pages.show(
        "groups/form", GroupForm.empty(kind.equals("dynamic"), DeviceFilter.of(parameters)));
  }

  @GetMapping("/groups/{id:[0-9]+}/edit")
  View filled(@PathVariable long id) {
    Actor actor = current.get();
    actor.require(Permission.DEVICES_WRITE);
    DeviceGroup group = groups.get(actor, new GroupId(id));
    DeviceId jumpHost = group.defaults().jumpHost();
    return pages.show(
        "groups/form",
        GroupForm.of(group, jumpHost == null ? "" : devices.nameOf(actor, jumpHost)));
  }

  @PostMapping("/groups")
  View add(@RequestParam MultiValueMap<String, String> sent) {
    return save(null, sent);
  }

  @PostMapping("/groups/{id:[0-9]+}")
  View edit(@PathVariable long id, @RequestParam MultiValueMap<String, String> sent) {
    return save(groups.get(current.get(), new GroupId(id)), sent);
  }

  /** Saves what was typed, or shows it again with what is wrong at each field. */
  private View save(@Nullable DeviceGroup group, MultiValueMap<String, String> sent) {
    Actor actor = current.get();
    actor.require(Permission.DEVICES_WRITE);
    GroupForm form = GroupForm.typed(group, sent);
    List<FieldError> unreadable = new ArrayList<>();
    GroupDraft draft = form.draft(unreadable);
    if (!unreadable.isEmpty()) {
      return again(form, unreadable);
    }
    try {
      DeviceGroup saved =
          group == null ? groups.create(actor, draft) : groups.update(actor, group.id(), draft);
      return new RedirectView("/groups/" + saved.id());
    } catch (ProblemException e) {
      if (e.errors().isEmpty()) {
        throw e;
      }
      return again(form, e.errors());
    }
  }

  private View again(GroupForm form, List<FieldError> errors) {
    return pages.show("groups/form", HttpStatus.UNPROCESSABLE_CONTENT, form.with(errors));
  }
}
