package io.netauto.server.runs.web;

import io.netauto.server.calendar.CronTimes;
import io.netauto.server.calendar.MaintenanceWindow;
import io.netauto.server.calendar.MaintenanceWindows;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.runs.Schedules;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The page of maintenance windows. */
@Controller
class WindowPages {
  private static final String PATH = "/settings/windows";

  private final MaintenanceWindows windows;
  private final Schedules schedules;
  private final CurrentActor current;
  private final Pages pages;

  WindowPages(MaintenanceWindows windows, Schedules schedules, CurrentActor current, Pages pages) {
    this.windows = windows;
    this.schedules = schedules;
    this.current = current;
    this.pages = pages;
  }

  /**
   * @param edit the name of the window that stands in the form; empty for a new one
   */
  @GetMapping(PATH)
  View show(@RequestParam(defaultValue = "") String edit) {
    Actor actor = current.get();
    if (edit.isBlank()) {
      return show(actor, HttpStatus.OK, "", "", "", "120", Map.of());
    }
    MaintenanceWindow w = windows.get(actor, edit);
    return show(
        actor,
        HttpStatus.OK,
        w.name(),
        w.cron(),
        w.zone(),
        Integer.toString(w.minutes()),
        Map.of());
  }

  private View show(
      Actor actor,
      HttpStatus status,
      String name,
      String cron,
      String zone,
      String minutes,
      Map<String, String> errors) {
    return pages.show(
        "runs/windows",
        status,
        new WindowsPage(
            windows.list(actor), name, cron, zone, minutes, times(actor, cron, zone), errors));
  }

  private @Nullable CronTimes times(Actor actor, String cron, String zone) {
    try {
      return cron.isBlank() ? null : schedules.times(actor, cron, zone.isBlank() ? "UTC" : zone);
    } catch (ProblemException e) {
      return null;
    }
  }

  @PostMapping(PATH)
  View save(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String cron,
      @RequestParam(defaultValue = "") String zone,
      @RequestParam(defaultValue = "") String minutes,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    try {
      MaintenanceWindow saved =
          windows.save(actor, name, cron, zone.isBlank() ? "UTC" : zone, number(minutes));
      Pages.sayDone(
          redirect,
          "The window %s is saved: %s, %s time."
              .formatted(saved.name(), saved.words(), saved.zone()));
      return new RedirectView(PATH);
    } catch (ProblemException e) {
      if (e.kind() != ProblemException.Kind.INVALID) {
        throw e;
      }
      Map<String, String> errors = new HashMap<>();
      e.errors().forEach(error -> errors.putIfAbsent(error.field(), error.message()));
      return show(actor, HttpStatus.UNPROCESSABLE_CONTENT, name, cron, zone, minutes, errors);
    }
  }

  private static int number(String text) {
    return text.strip().matches("[0-9]{1,6}") ? Integer.parseInt(text.strip()) : 0;
  }

  @PostMapping(PATH + "/delete")
  RedirectView delete(@RequestParam String name, RedirectAttributes redirect) {
    windows.delete(current.get(), name);
    Pages.sayDone(redirect, "The window %s is deleted.".formatted(name));
    return new RedirectView(PATH);
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry windowsEntry() {
      return new NavigationEntry(
          "Admin", "Windows", PATH, "s-pending", "w", Permission.RUNS_READ.wireName(), 91);
    }
  }
}
