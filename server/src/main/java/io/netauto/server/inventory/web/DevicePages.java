package io.netauto.server.inventory.web;

import gg.jte.Content;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.credentials.KnownHost;
import io.netauto.server.credentials.KnownHosts;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceGroups;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.inventory.web.DevicePage.TabLink;
import io.netauto.server.web.Frame;
import io.netauto.server.web.Pages;
import io.netauto.server.web.Panel;
import io.netauto.server.web.Tab;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;

/** One device: its facts, its host keys, and the tabs that other features add. */
@Controller
class DevicePages {
  private static final String OVERVIEW = "overview";
  private static final String HOST_KEYS = "host-keys";

  private final Devices devices;
  private final DeviceGroups groups;
  private final KnownHosts knownHosts;
  private final Platforms platforms;
  private final CurrentActor current;
  private final Pages pages;
  private final List<Tab<Device>> tabs;
  private final List<Panel<Device>> panels;
  private final JsonMapper json;

  DevicePages(
      Devices devices,
      DeviceGroups groups,
      KnownHosts knownHosts,
      Platforms platforms,
      CurrentActor current,
      Pages pages,
      List<Tab<Device>> tabs,
      List<Panel<Device>> panels,
      JsonMapper json) {
    this.devices = devices;
    this.groups = groups;
    this.knownHosts = knownHosts;
    this.platforms = platforms;
    this.current = current;
    this.pages = pages;
    this.tabs = tabs.stream().sorted(Comparator.comparingInt(Tab::order)).toList();
    this.panels = List.copyOf(panels);
    this.json = json;
  }

  @GetMapping("/devices/{id:[0-9]+}")
  View show(
      @PathVariable long id,
      @RequestParam(defaultValue = OVERVIEW) String tab,
      HttpServletRequest request) {
    Actor actor = current.get();
    Device device = devices.get(actor, new DeviceId(id));
    Frame frame = pages.frame(request);
    List<Tab<Device>> visible = tabs.stream().filter(t -> frame.may(t.permission())).toList();
    List<KnownHost> keys =
        actor.may(Permission.KNOWN_HOSTS_READ) ? knownHosts.of(actor, id) : List.of();
    Content content =
        visible.stream()
            .filter(t -> t.key().equals(tab))
            .findFirst()
            .map(t -> t.content(device, frame))
            .orElse(null);
    String shown = content != null || tab.equals(HOST_KEYS) ? tab : OVERVIEW;
    return pages.show(
        "devices/device",
        new DevicePage(
            device,
            platforms.find(device.platform()).map(Platform::name).orElse(device.platform()),
            devices.jumpHosts(actor, device),
            shown,
            links(device, visible, keys, actor),
            content,
            shown.equals(OVERVIEW)
                ? panels.stream()
                    .filter(p -> frame.may(p.permission()))
                    .map(p -> p.content(device, frame))
                    .toList()
                : List.of(),
            keys,
            device.metadata().isEmpty()
                ? ""
                : json.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new TreeMap<>(device.metadata())),
            groups.inherited(actor, device)));
  }

  private static List<TabLink> links(
      Device device, List<Tab<Device>> visible, List<KnownHost> keys, Actor actor) {
    String path = "/devices/" + device.id();
    List<TabLink> links = new ArrayList<>();
    links.add(new TabLink(OVERVIEW, "Overview", path, 0));
    visible.forEach(t -> links.add(new TabLink(t.key(), t.label(), path + "?tab=" + t.key(), 0)));
    if (actor.may(Permission.KNOWN_HOSTS_READ)) {
      long pending = keys.stream().filter(k -> k.state() == KnownHost.State.PENDING).count();
      links.add(new TabLink(HOST_KEYS, "Host keys", path + "?tab=" + HOST_KEYS, pending));
    }
    return links;
  }

  @PostMapping("/devices/{id:[0-9]+}/enabled")
  String enable(@PathVariable long id, @RequestParam boolean enabled, RedirectAttributes redirect) {
    Actor actor = current.get();
    Device device = devices.get(actor, new DeviceId(id));
    devices.setEnabled(actor, List.of(device.id()), enabled);
    Pages.sayDone(
        redirect, enabled ? "Enabled." : "Disabled: nothing runs on it until it is enabled.");
    return "redirect:/devices/" + id;
  }

  @PostMapping("/devices/{id:[0-9]+}/delete")
  String delete(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String confirm,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    actor.require(Permission.DEVICES_WRITE);
    Device device = devices.get(actor, new DeviceId(id));
    if (!confirm.strip().equals(device.hostname())) {
      throw DeviceListPages.refused(
          "Nothing was deleted: \"%s\" was to be typed, not \"%s\"."
              .formatted(device.hostname(), confirm));
    }
    devices.delete(actor, device.id());
    Pages.sayDone(redirect, device.hostname() + " deleted. Its runs stay in the history.");
    return "redirect:/devices";
  }

  @PostMapping("/devices/{id:[0-9]+}/host-keys/{key}/approve")
  String approve(@PathVariable long id, @PathVariable long key, RedirectAttributes redirect) {
    knownHosts.approve(current.get(), key);
    Pages.sayDone(redirect, "The key is trusted from now on.");
    return hostKeys(id);
  }

  @PostMapping("/devices/{id:[0-9]+}/host-keys/{key}/delete")
  String forget(@PathVariable long id, @PathVariable long key, RedirectAttributes redirect) {
    knownHosts.delete(current.get(), key);
    Pages.sayDone(redirect, "The key is forgotten.");
    return hostKeys(id);
  }

  private static String hostKeys(long id) {
    return "redirect:/devices/" + id + "?tab=" + HOST_KEYS;
  }
}
