package io.netauto.server.runs.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.runs.RunQuery;
import io.netauto.server.runs.RunStatus;
import io.netauto.server.runs.Runs;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The list of runs. */
@Controller
class RunListPages {
  private static final int LIMIT = 50;

  private final Runs runs;
  private final Devices devices;
  private final CurrentActor current;
  private final Pages pages;

  RunListPages(Runs runs, Devices devices, CurrentActor current, Pages pages) {
    this.runs = runs;
    this.devices = devices;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping("/runs")
  View list(
      @RequestParam(required = false) @Nullable Long device,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "") String back) {
    Actor actor = current.get();
    Device of = device == null ? null : devices.get(actor, new DeviceId(device));
    RunStatus wanted = status(status);
    String from = cursor.isEmpty() ? null : cursor;
    return pages.show(
        "runs/list",
        new RunListPage(
            runs.list(actor, new RunQuery(of == null ? null : of.id(), wanted, null, from, LIMIT)),
            of,
            wanted,
            from,
            trail(back),
            false));
  }

  private static List<String> trail(String back) {
    return back.isEmpty() ? List.of() : Arrays.asList(back.split("~", -1));
  }

  /** A status that is not known shows all. */
  private static @Nullable RunStatus status(String code) {
    return Arrays.stream(RunStatus.values())
        .filter(s -> s.code().equals(code))
        .findFirst()
        .orElse(null);
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry runEntry() {
      return new NavigationEntry(
          "", "Run", "/run", "run", "n", Permission.RUNS_EXECUTE.wireName(), 30);
    }

    @Bean
    NavigationEntry runsEntry() {
      return new NavigationEntry(
          "", "Runs", "/runs", "runs", "r", Permission.RUNS_READ.wireName(), 40);
    }
  }
}
