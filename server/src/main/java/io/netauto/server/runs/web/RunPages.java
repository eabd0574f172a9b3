package io.netauto.server.runs.web;

import io.netauto.server.commands.ConfirmationNeeded;
import io.netauto.server.commands.Danger;
import io.netauto.server.commands.Mode;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunId;
import io.netauto.server.runs.RunRequest;
import io.netauto.server.runs.Runs;
import io.netauto.server.runs.View;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** One run, and the start of a new one. */
@Controller
class RunPages {
  /** Lines in the page itself; the script fetches the others. */
  static final int FIRST_LINES = 2_000;

  private final Runs runs;
  private final Devices devices;
  private final CurrentActor current;
  private final Pages pages;

  RunPages(Runs runs, Devices devices, CurrentActor current, Pages pages) {
    this.runs = runs;
    this.devices = devices;
    this.current = current;
    this.pages = pages;
  }

  /** The run is read before its lines, so that its position is never ahead of them. */
  @GetMapping("/runs/{id:[0-9]+}")
  org.springframework.web.servlet.View show(@PathVariable long id) {
    Actor actor = current.get();
    Run run = runs.get(actor, new RunId(id));
    return pages.show(
        "runs/run",
        new RunPage(
            run,
            runs.lines(actor, run.id(), 0, FIRST_LINES, View.SESSION).lines(),
            canRunAgain(actor, run),
            editPath(actor, run),
            UUID.randomUUID().toString()));
  }

  private boolean canRunAgain(Actor actor, Run run) {
    DeviceId device = run.device().id();
    if (device == null || !actor.may(Permission.RUNS_EXECUTE)) {
      return false;
    }
    return devices.get(actor, device).enabled();
  }

  private static @Nullable String editPath(Actor actor, Run run) {
    DeviceId device = run.device().id();
    return device == null || !actor.may(Permission.DEVICES_WRITE)
        ? null
        : "/devices/" + device + "/edit";
  }

  @PostMapping("/runs/{id:[0-9]+}/cancel")
  RedirectView cancel(@PathVariable long id) {
    runs.cancel(current.get(), new RunId(id));
    return new RedirectView("/runs/" + id);
  }

  @GetMapping("/run")
  org.springframework.web.servlet.View blank(
      @RequestParam(defaultValue = "") String device,
      @RequestParam(defaultValue = "") String commands,
      @RequestParam(defaultValue = "") String mode) {
    return pages.show(
        "runs/new", page(named(current.get(), device), commands, mode, Map.of(), null));
  }

  private static NewRunPage page(
      String device,
      String commands,
      String mode,
      Map<String, String> errors,
      @Nullable List<Danger> dangers) {
    return new NewRunPage(device, commands, mode, errors, UUID.randomUUID().toString(), dangers);
  }

  /** The name of a device that was given by its number. */
  private String named(Actor actor, String device) {
    return device.matches("[0-9]{1,18}")
        ? devices.get(actor, new DeviceId(Long.parseLong(device))).hostname()
        : device;
  }

  /**
   * Starts a run, or shows again what was typed with what is wrong, or with what has to be
   * confirmed.
   */
  @PostMapping("/run")
  org.springframework.web.servlet.View start(
      @RequestParam(defaultValue = "") String device,
      @RequestParam(defaultValue = "") String commands,
      @RequestParam(defaultValue = "") String mode,
      @RequestParam(defaultValue = "false") boolean confirm,
      @RequestParam(defaultValue = "") String key) {
    Actor actor = current.get();
    actor.require(Permission.RUNS_EXECUTE);
    List<String> lines = commands.lines().map(String::strip).filter(c -> !c.isEmpty()).toList();
    try {
      Run run = runs.start(actor, request(device, lines, mode, confirm, key));
      return new RedirectView("/runs/" + run.id());
    } catch (ConfirmationNeeded e) {
      return pages.show(
          "runs/new", HttpStatus.CONFLICT, page(device, commands, mode, Map.of(), e.dangers()));
    } catch (ProblemException e) {
      return pages.show(
          "runs/new",
          HttpStatus.UNPROCESSABLE_CONTENT,
          page(device, commands, mode, errors(e), null));
    }
  }

  private static RunRequest request(
      String device, List<String> lines, String mode, boolean confirm, String key) {
    Mode asked =
        switch (mode) {
          case "read" -> Mode.READ;
          case "change" -> Mode.CHANGE;
          default -> null;
        };
    return new RunRequest(device, lines, key.isBlank() ? null : key, asked, confirm);
  }

  private static Map<String, String> errors(ProblemException e) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (FieldError error : e.errors()) {
      errors.put(error.field(), error.message());
    }
    if (errors.isEmpty()) {
      boolean device = e.code().startsWith("device_") || e.code().startsWith("hostname_");
      errors.put(device ? "device" : "", e.getMessage());
    }
    return errors;
  }
}
