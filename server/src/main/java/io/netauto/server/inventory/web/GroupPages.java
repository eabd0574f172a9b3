package io.netauto.server.inventory.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceGroups;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.DeviceQuery;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.inventory.Devices;
import io.netauto.server.inventory.GroupId;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The list of device groups, and one group with its devices. */
@Controller
class GroupPages {
  private static final int LIMIT = 100;

  private final DeviceGroups groups;
  private final Devices devices;
  private final CurrentActor current;
  private final Pages pages;

  GroupPages(DeviceGroups groups, Devices devices, CurrentActor current, Pages pages) {
    this.groups = groups;
    this.devices = devices;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping("/groups")
  View list(
      @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String cursor) {
    String text = q.strip();
    return pages.show(
        "groups/list",
        new GroupListPage(
            groups.list(current.get(), text, cursor.isEmpty() ? null : cursor, LIMIT),
            text,
            !cursor.isEmpty()));
  }

  @GetMapping("/groups/{id:[0-9]+}")
  View show(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String cursor) {
    return show(new GroupId(id), q.strip(), cursor, "", null);
  }

  private View show(GroupId id, String text, String cursor, String typed, @Nullable String error) {
    Actor actor = current.get();
    DeviceGroup group = groups.get(actor, id);
    DeviceId jumpHost = group.defaults().jumpHost();
    return pages.show(
        "groups/group",
        error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
        new GroupPage(
            group,
            groups.effects(actor, id),
            jumpHost == null ? null : devices.get(actor, jumpHost),
            devices.list(
                actor,
                new DeviceQuery(
                    text,
                    Map.of("group", id.toString()),
                    "hostname",
                    cursor.isEmpty() ? null : cursor,
                    LIMIT)),
            text,
            !cursor.isEmpty(),
            typed,
            error));
  }

  /**
   * Adds devices.
   *
   * @param names hostnames or numbers, between spaces, commas or line ends
   */
  @PostMapping("/groups/{id:[0-9]+}/add")
  View add(@PathVariable long id, @RequestParam String names, RedirectAttributes redirect) {
    GroupId group = new GroupId(id);
    List<String> given =
        Arrays.stream(names.split("[\\s,;]+")).filter(name -> !name.isEmpty()).toList();
    if (given.isEmpty()) {
      return show(group, "", "", names, "Type the name or number of a device.");
    }
    try {
      int added = groups.add(current.get(), group, new DeviceSelection.Devices(given));
      Pages.sayDone(
          redirect,
          added == 0
              ? "Nothing changed: all of these are in the group already."
              : Words.count(added, "device", "devices") + " added.");
      return new RedirectView("/groups/" + id);
    } catch (ProblemException e) {
      if (e.kind() != ProblemException.Kind.INVALID && !e.code().equals("hostname_ambiguous")) {
        throw e;
      }
      return show(group, "", "", names, words(e));
    }
  }

  private static String words(ProblemException e) {
    return e.errors().isEmpty()
        ? e.getMessage()
        : e.errors().stream().map(FieldError::message).collect(Collectors.joining(" "));
  }

  /**
   * Takes the chosen devices out.
   *
   * @param all whether all that are in the group and match the text are meant
   */
  @PostMapping("/groups/{id:[0-9]+}/remove")
  String remove(
      @PathVariable long id,
      @RequestParam(defaultValue = "false") boolean all,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(name = "id", required = false) @Nullable List<Long> ids,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    actor.require(Permission.DEVICES_WRITE);
    DeviceSelection selection =
        all
            ? new DeviceSelection.Filter(q, Map.of("group", Long.toString(id)))
            : new DeviceSelection.Devices(
                ids == null ? List.of() : ids.stream().map(each -> Long.toString(each)).toList());
    int removed = groups.remove(actor, new GroupId(id), selection);
    Pages.sayDone(
        redirect,
        Words.count(removed, "device", "devices")
            + " taken out of the group; they stay in the inventory.");
    return "redirect:/groups/" + id;
  }

  @PostMapping("/groups/{id:[0-9]+}/delete")
  String delete(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String confirm,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    actor.require(Permission.DEVICES_WRITE);
    actor.require(Permission.DEVICES_WRITE);
    DeviceGroup group = groups.get(actor, new GroupId(id));
    if (!confirm.strip().equals(group.name())) {
      throw DeviceListPages.refused(
          "Nothing was deleted: \"%s\" was to be typed, not \"%s\"."
              .formatted(group.name(), confirm));
    }
    groups.delete(actor, group.id());
    Pages.sayDone(redirect, "The group %s is deleted. Its devices stay.".formatted(group.name()));
    return "redirect:/groups";
  }
}
