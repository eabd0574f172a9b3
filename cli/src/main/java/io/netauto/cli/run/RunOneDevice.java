package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.When;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs commands on one device and shows its output as it comes. */
final class RunOneDevice {
  private final Cli cli;
  private final String device;
  private final boolean raw;
  private final boolean session;
  private final @Nullable ParsedRows rows;

  RunOneDevice(Cli cli, String device, boolean raw, boolean session, @Nullable ParsedRows rows) {
    this.cli = cli;
    this.device = device;
    this.raw = raw;
    this.session = session;
    this.rows = rows;
  }

  /**
   * Returns the exit code.
   *
   * @param request all but the device, with or without the confirmation
   */
  int run(Function<Boolean, ObjectNode> request, boolean yes, Waiting waiting) {
    try (var interrupt = waiting.detach ? null : OnInterrupt.cancelRun(cli)) {
      JsonNode run =
          Confirmed.send(
              cli, yes, "Run this on " + device + "?", confirmed -> post(request.apply(confirmed)));
      String id = Json.text(run, "id");
      if (interrupt == null) {
        cli.show(run, () -> id);
        cli.terminal().note("Follow it with: netauto run watch " + id);
        return ExitCode.OK;
      }
      interrupt.started(id);
      var screen =
          new RunScreen(cli.terminal(), raw || rows != null || cli.json() || waiting.quiet);
      screen.state(run);
      JsonNode end =
          new FollowRun(cli.server(), screen)
              .follow(id, session ? "session" : "output", waiting.timeout);
      screen.finish();
      if (interrupt.stopping()) {
        return ExitCode.CANCELLED;
      }
      if (end == null) {
        cli.server().post("/runs/" + Server.segment(id) + "/cancel", null);
        throw new Failure(
            ExitCode.FAILED,
            "Run "
                + id
                + " took longer than "
                + When.took(waiting.timeout)
                + " and was cancelled.");
      }
      if (rows != null && RunWords.exitCode(end) == ExitCode.OK) {
        return rows.ofRun(end);
      }
      if (raw && !cli.json()) {
        RunOutput.copy(cli, id, true);
      }
      return RunEnd.report(cli, end);
    }
  }

  private JsonNode post(ObjectNode request) {
    ObjectNode whole = Json.object();
    if (device.matches("\\d{1,18}")) {
      whole.put("device", Long.parseLong(device));
    } else {
      whole.put("device", device);
    }
    whole.setAll(request);
    return cli.server().postOnce("/runs", whole, UUID.randomUUID().toString());
  }
}
