package io.netauto.server.inventory.web;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceGroups;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.inventory.Devices;
import io.netauto.server.inventory.GroupDraft;
import io.netauto.server.web.Page;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.Words;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of devices, and what can be done with several at once. */
@Controller
class DeviceListPages {
  private static final String COLUMNS = "__Host-device-columns";
  private static final int PIECE = 500;
  private static final int ACTION_LIMIT = 10_000;

  private final Devices devices;
  private final DeviceGroups groups;
  private final Platforms platforms;
  private final CurrentActor current;
  private final Pages pages;

  DeviceListPages(
      Devices devices,
      DeviceGroups groups,
      Platforms platforms,
      CurrentActor current,
      Pages pages) {
    this.devices = devices;
    this.groups = groups;
    this.platforms = platforms;
    this.current = current;
    this.pages = pages;
  }

  /** The columns stand in the address when they were just chosen, and in a cookie from then on. */
  @GetMapping("/devices")
  View list(
      @RequestParam MultiValueMap<String, String> parameters,
      @CookieValue(name = COLUMNS, required = false) @Nullable String kept,
      HttpServletResponse response) {
    Actor actor = current.get();
    DeviceFilter filter = DeviceFilter.of(parameters);
    List<String> asked = parameters.getOrDefault("columns", List.of());
    Set<DeviceColumn> columns =
        DeviceColumn.of(asked.isEmpty() ? keys(kept) : asked).orElseGet(DeviceColumn::standard);
    if (!asked.isEmpty()) {
      response.addHeader(HttpHeaders.SET_COOKIE, cookie(columns).toString());
    }
    return pages.show(
        "devices/list",
        new DeviceListPage(
            filter,
            devices.list(actor, filter.query()),
            devices.facets(actor),
            devices.counts(actor).total(),
            columns,
            platforms.all().stream().collect(Collectors.toMap(Platform::id, Platform::name)),
            groups.choices(actor)));
  }

  private static List<String> keys(@Nullable String kept) {
    return kept == null ? List.of() : Arrays.asList(kept.split("\\.", -1));
  }

  private static ResponseCookie cookie(Set<DeviceColumn> columns) {
    return ResponseCookie.from(
            COLUMNS, columns.stream().map(DeviceColumn::key).collect(Collectors.joining(".")))
        .path("/")
        .maxAge(Duration.ofDays(365))
        .secure(true)
        .httpOnly(true)
        .sameSite("Lax")
        .build();
  }

  /**
   * Does something with the chosen devices.
   *
   * @param all whether all that match the filter are meant, not those of {@code id}
   * @param confirm for a deletion: the number of devices, or the name of the only one
   * @param toGroup for an addition to a group: its name
   */
  @PostMapping("/devices/actions")
  String act(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestParam String action,
      @RequestParam(defaultValue = "false") boolean all,
      @RequestParam(name = "id", required = false) @Nullable List<Long> ids,
      @RequestParam(defaultValue = "") String confirm,
      @RequestParam(defaultValue = "") String toGroup,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    DeviceFilter filter = DeviceFilter.of(parameters);
    if (action.equals("run")) {
      return "redirect:/jobs/new?" + runTargets(filter, all, ids);
    }
    if (action.equals("export-csv") || action.equals("export-json")) {
      return "redirect:/api/v1/devices/export?format="
          + action.substring("export-".length())
          + exported(filter, all, ids);
    }
    if (action.equals("group") || action.equals("new-group")) {
      DeviceSelection selection =
          all
              ? filter.selection()
              : new DeviceSelection.Devices(
                  ids == null ? List.of() : ids.stream().map(id -> Long.toString(id)).toList());
      return group(actor, selection, toGroup.strip(), action.equals("new-group"), redirect);
    }
    List<DeviceId> chosen =
        all
            ? matching(actor, filter).stream().map(Device::id).toList()
            : ids == null ? List.of() : ids.stream().map(DeviceId::new).toList();
    String done =
        switch (action) {
          case "enable" -> Words.count(set(actor, chosen, true), "device", "devices") + " enabled.";
          case "disable" ->
              Words.count(set(actor, chosen, false), "device", "devices") + " disabled.";
          case "delete" -> {
            confirmed(actor, chosen, confirm.strip());
            yield Words.count(devices.delete(actor, chosen), "device", "devices") + " deleted.";
          }
          default -> throw refused("There is no such action.");
        };
    Pages.sayDone(redirect, done);
    return "redirect:" + (action.equals("delete") ? filter.clear() : filter.url());
  }

  /** The chosen devices as the page of a new job takes them. */
  private static String exported(DeviceFilter filter, boolean all, @Nullable List<Long> ids) {
    if (all) {
      return filter.matching().isEmpty() ? "" : "&" + filter.matching();
    }
    return ids == null ? "&id=" : ids.stream().map(id -> "&id=" + id).collect(Collectors.joining());
  }

  private static String runTargets(DeviceFilter filter, boolean all, @Nullable List<Long> ids) {
    if (!all) {
      return "devices="
          + (ids == null ? "" : String.join(",", ids.stream().map(id -> "" + id).toList()));
    }
    return filter.matching().isEmpty() ? "all=true" : "all=true&" + filter.matching();
  }

  /**
   * Adds devices to a group and shows it.
   *
   * @param make whether it is a new group
   */
  private String group(
      Actor actor, DeviceSelection chosen, String name, boolean make, RedirectAttributes redirect) {
    if (name.isEmpty()) {
      throw refused("Nothing was changed: type the name of a group.");
    }
    DeviceGroup group =
        make
            ? groups.create(actor, new GroupDraft(name, null, null, null, null, null))
            : groups
                .byName(actor, name)
                .orElseThrow(
                    () ->
                        refused(
                            "Nothing was changed: there is no group \"%s\". Choose one of the list, or \"New group\"."
                                .formatted(name)));
    int added = groups.add(actor, group.id(), chosen);
    Pages.sayDone(
        redirect,
        "%s added to %s.".formatted(Words.count(added, "device", "devices"), group.name()));
    return "redirect:/groups/" + group.id();
  }

  private int set(Actor actor, List<DeviceId> chosen, boolean enabled) {
    return chosen.isEmpty() ? 0 : devices.setEnabled(actor, chosen, enabled);
  }

  private void confirmed(Actor actor, List<DeviceId> chosen, String confirm) {
    String expected =
        chosen.size() == 1
            ? devices.get(actor, chosen.getFirst()).hostname()
            : Integer.toString(chosen.size());
    if (!confirm.equals(expected)) {
      throw refused(
          "Nothing was deleted: \"%s\" was to be typed, not \"%s\".".formatted(expected, confirm));
    }
  }

  private List<Device> matching(Actor actor, DeviceFilter filter) {
    List<Device> found = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Page<Device> page = devices.list(actor, filter.wholeQuery(cursor, PIECE));
      found.addAll(page.items());
      cursor = page.next();
      if (found.size() > ACTION_LIMIT) {
        throw refused("At most %s devices at once.".formatted(Words.count(ACTION_LIMIT)));
      }
    } while (cursor != null);
    return found;
  }

  /** A refusal of the whole request, in words for the error page. */
  static ProblemException refused(String words) {
    return new ProblemException(ProblemException.Kind.INVALID, "refused", words);
  }
}
