package io.netauto.server.inventory.web;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceDraft;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Adding and editing a device. */
@Controller
class DeviceFormPages {
  private final Devices devices;
  private final Platforms platforms;
  private final CurrentActor current;
  private final Pages pages;

  DeviceFormPages(Devices devices, Platforms platforms, CurrentActor current, Pages pages) {
    this.devices = devices;
    this.platforms = platforms;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping("/devices/new")
  View blank() {
    current.get().require(Permission.DEVICES_WRITE);
    return pages.show("devices/form", DeviceForm.empty(platforms()));
  }

  @GetMapping("/devices/{id:[0-9]+}/edit")
  View filled(@PathVariable long id) {
    Actor actor = current.get();
    actor.require(Permission.DEVICES_WRITE);
    Device device = devices.get(actor, new DeviceId(id));
    DeviceId jumpHost = device.jumpHost();
    String name = jumpHost == null ? "" : devices.nameOf(actor, jumpHost);
    return pages.show("devices/form", DeviceForm.of(device, name, platforms()));
  }

  @PostMapping("/devices")
  View add(@RequestParam MultiValueMap<String, String> sent, RedirectAttributes redirect) {
    return save(null, sent, redirect);
  }

  @PostMapping("/devices/{id:[0-9]+}")
  View edit(
      @PathVariable long id,
      @RequestParam MultiValueMap<String, String> sent,
      RedirectAttributes redirect) {
    return save(devices.get(current.get(), new DeviceId(id)), sent, redirect);
  }

  /** Saves what was typed, or shows it again with what is wrong at each field. */
  private View save(
      @Nullable Device device, MultiValueMap<String, String> sent, RedirectAttributes redirect) {
    Actor actor = current.get();
    actor.require(Permission.DEVICES_WRITE);
    DeviceForm form = DeviceForm.typed(device, sent, platforms());
    List<FieldError> unreadable = new ArrayList<>();
    DeviceDraft draft = form.draft(unreadable);
    if (!unreadable.isEmpty()) {
      return again(form, unreadable);
    }
    try {
      Device saved =
          device == null ? devices.add(actor, draft) : devices.edit(actor, device.id(), draft);
      devices.note(actor, saved).ifPresent(note -> Pages.sayDone(redirect, note));
      return new RedirectView("/devices/" + saved.id());
    } catch (ProblemException e) {
      if (e.errors().isEmpty()) {
        throw e;
      }
      return again(form, e.errors());
    }
  }

  private View again(DeviceForm form, List<FieldError> errors) {
    return pages.show("devices/form", HttpStatus.UNPROCESSABLE_CONTENT, form.with(errors));
  }

  private List<Platform> platforms() {
    return sorted(platforms);
  }

  static List<Platform> sorted(Platforms platforms) {
    return platforms.all().stream()
        .sorted(
            Comparator.comparing(Platform::vendor, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Platform::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }
}
