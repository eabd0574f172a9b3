package io.netauto.server.runs.web;

import io.netauto.server.commands.Mode;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunId;
import io.netauto.server.runs.RunLines;
import io.netauto.server.runs.RunQuery;
import io.netauto.server.runs.RunRequest;
import io.netauto.server.runs.RunStatus;
import io.netauto.server.runs.Runs;
import io.netauto.server.runs.View;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "Runs", description = "Commands run on devices, and what the devices answered.")
class RunsApi {
  private final Runs runs;
  private final Devices devices;
  private final CurrentActor actor;

  RunsApi(Runs runs, Devices devices, CurrentActor actor) {
    this.runs = runs;
    this.devices = devices;
    this.actor = actor;
  }

  /**
   * @param device a hostname or a device's number
   * @param mode read or change; left out, the rules decide, which also make a read a change
   * @param confirm whether dangerous commands and changes are meant
   */
  record StartRun(
      @Nullable String device,
      @Nullable List<String> commands,
      @Nullable Mode mode,
      @Nullable Boolean confirm) {}

  @PostMapping
  @Operation(
      summary = "Run commands on a device",
      description =
          "Answers at once; follow the run by its events. Dangerous commands, and commands of the"
              + " mode change, are answered with 409 confirmation_needed and a list of them until"
              + " the request is repeated with confirm: true. Commands that the role is denied are"
              + " answered with 403 command_denied.")
  ResponseEntity<RunJson> start(
      @RequestBody StartRun body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    Run run =
        runs.start(
            actor.get(),
            new RunRequest(
                body.device() == null ? "" : body.device(),
                body.commands() == null ? List.of() : body.commands(),
                checkedKey(key),
                body.mode(),
                Boolean.TRUE.equals(body.confirm())));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/runs/" + run.id()))
        .body(RunJson.of(run));
  }

  static @Nullable String checkedKey(@Nullable String key) {
    if (key != null && (key.isBlank() || key.length() > 200)) {
      throw ProblemException.invalid("Idempotency-Key", "A key has 1 to 200 characters.");
    }
    return key;
  }

  @GetMapping
  @Operation(summary = "List runs, newest first")
  Page<RunJson> list(
      @RequestParam(required = false) @Nullable String device,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable Long job,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > 500) {
      throw ProblemException.invalid("limit", "A page has 1 to 500 items.");
    }
    return runs.list(
            actor.get(), new RunQuery(deviceId(device), statusOf(status), job, cursor, limit))
        .map(RunJson::of);
  }

  private @Nullable DeviceId deviceId(@Nullable String device) {
    if (device == null || device.isBlank()) {
      return null;
    }
    return devices
        .byHostname(actor.get(), device)
        .map(Device::id)
        .orElseGet(
            () -> {
              if (!device.matches("[0-9]{1,18}")) {
                throw ProblemException.notFound(
                    "device_not_found", "There is no device named \"%s\".".formatted(device));
              }
              return new DeviceId(Long.parseLong(device));
            });
  }

  static @Nullable RunStatus statusOf(@Nullable String status) {
    if (status == null || status.isBlank()) {
      return null;
    }
    return Arrays.stream(RunStatus.values())
        .filter(s -> s.code().equals(status.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "status",
                    "There is no status \"%s\". Known: %s."
                        .formatted(
                            status,
                            String.join(
                                ", ",
                                Arrays.stream(RunStatus.values()).map(RunStatus::code).toList()))));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show a run")
  RunJson get(@PathVariable long id) {
    return RunJson.of(runs.get(actor.get(), new RunId(id)));
  }

  @PostMapping("/{id}/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Cancel a run",
      description = "Closes the session on the device. A run that is over stays as it is.")
  RunJson cancel(@PathVariable long id) {
    return RunJson.of(runs.cancel(actor.get(), new RunId(id)));
  }

  @GetMapping("/{id}/lines")
  @Operation(summary = "Page through a run's finished lines")
  RunLines lines(
      @PathVariable long id,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "1000") int limit,
      @RequestParam(defaultValue = "session") String view) {
    if (limit < 1 || limit > 5_000 || after < 0) {
      throw ProblemException.invalid("limit", "A page has 1 to 5000 lines, after line 0 or later.");
    }
    return runs.lines(actor.get(), new RunId(id), after, limit, viewOf(view));
  }

  static View viewOf(String text) {
    return switch (text) {
      case "session" -> View.SESSION;
      case "output" -> View.OUTPUT;
      default -> throw ProblemException.invalid("view", "A view is session or output.");
    };
  }
}
