package io.netauto.cli.device;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.Details;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the server which platform a device has, and tells what speaks for it. */
final class DetectDevice {
  private final Cli cli;

  DetectDevice(Cli cli) {
    this.cli = cli;
  }

  /** How an address is reached that no device of the inventory has; null where not given. */
  static final class Newcomer {
    @Option(names = "--port", paramLabel = "N", description = "Default: 22 for ssh, 23 for telnet.")
    @Nullable Integer port;

    @Option(names = "--protocol", paramLabel = "NAME", description = "ssh or telnet.")
    @Nullable String protocol;

    @Option(names = "--ssh-profile", paramLabel = "NAME", description = "modern or legacy.")
    @Nullable String sshProfile;

    @Option(names = "--jump-host", paramLabel = "NAME|ID", description = "The device on the way.")
    @Nullable String jumpHost;

    @Option(
        names = "--cred-ref",
        paramLabel = "REF",
        description = "The credential to log in with; needed for an address.")
    @Nullable String credRef;

    @Option(
        names = "--username",
        paramLabel = "NAME",
        description = "Instead of the credential's user name.")
    @Nullable String username;

    @Option(
        names = "--fingerprint",
        paramLabel = "SHA256:…",
        description = "The device's host key, once you have compared it.")
    @Nullable String fingerprint;

    private ObjectNode toJson(String address) {
      ObjectNode json = Json.object().put("address", address);
      if (port != null) {
        json.put("port", port);
      }
      put(json, "protocol", protocol);
      put(json, "sshProfile", sshProfile);
      put(json, "jumpHost", jumpHost);
      put(json, "credRef", credRef);
      put(json, "username", username);
      put(json, "fingerprint", fingerprint);
      return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
      if (value != null) {
        json.put(name, value);
      }
    }

    private boolean isGiven() {
      return toJson("").size() > 1;
    }
  }

  /** The exit code: 0 when one platform is clear. */
  int run(String target, Newcomer newcomer) {
    JsonNode device = newcomer.isGiven() ? null : known(target);
    if (device == null && newcomer.credRef == null) {
      throw new Failure(
          ExitCode.USAGE,
          "A credential is needed to log in at the address: netauto device detect "
              + target
              + " --cred-ref REF");
    }
    JsonNode found =
        device == null
            ? cli.server().postSlow("/devices/detect", newcomer.toJson(target))
            : cli.server().postSlow("/devices/" + Json.text(device, "id") + "/detect", null);
    if (cli.json()) {
      cli.show(found, () -> "");
    } else {
      cli.terminal().print(details(found));
      advise(found, target, device, newcomer);
    }
    return Json.text(found, "best").isEmpty() ? ExitCode.FAILED : ExitCode.OK;
  }

  private JsonNode known(String target) {
    try {
      return Devices.find(cli.server(), target);
    } catch (Failure e) {
      throw e.exitCode() == ExitCode.NOT_FOUND
          ? new Failure(
              ExitCode.NOT_FOUND,
              "There is no device '%s'. If that is an address, say how to log in: netauto device"
                      .formatted(target)
                  + " detect "
                  + target
                  + " --cred-ref REF")
          : e;
    }
  }

  private static Details details(JsonNode found) {
    List<JsonNode> candidates = found.path("candidates").values().stream().toList();
    String best = Json.text(found, "best");
    Details details = new Details().add("platform", best.isEmpty() ? "not clear" : best);
    if (!candidates.isEmpty()) {
      addCandidate(details, best.isEmpty() ? "first" : "", candidates.getFirst());
    }
    if (candidates.size() > 1) {
      addCandidate(details, "runner-up", candidates.get(1));
    } else {
      details.add("runner-up", "none");
    }
    return details
        .add("commands run", String.join("\n", Json.texts(found.path("commands"))))
        .add("host key", Json.text(found.path("hostKey"), "fingerprint"));
  }

  /**
   * @param rank empty for the one that is clear
   */
  private static void addCandidate(Details details, String rank, JsonNode candidate) {
    String before = rank.isEmpty() ? "" : rank + " ";
    details
        .add(rank.isEmpty() ? "name" : rank, named(candidate, rank.isEmpty()))
        .add(before + "score", Json.text(candidate, "score"))
        .add(before + "evidence", evidence(candidate));
  }

  private static String named(JsonNode candidate, boolean nameAlone) {
    String name = Json.text(candidate, "name");
    return nameAlone ? name : Json.text(candidate, "platform") + ", " + name;
  }

  private static String evidence(JsonNode candidate) {
    return candidate.path("evidence").values().stream()
        .map(
            piece -> {
              String command = Json.text(piece, "command");
              return "%3s  %s: %s"
                  .formatted(
                      Json.text(piece, "points"),
                      command.isEmpty() ? Json.text(piece, "in") : command,
                      Json.text(piece, "line").strip());
            })
        .collect(Collectors.joining("\n"));
  }

  /** Says what to do next, on standard error. */
  private void advise(JsonNode found, String target, @Nullable JsonNode device, Newcomer newcomer) {
    JsonNode stop = found.path("stoppedBy");
    String key = Json.text(found.path("hostKey"), "fingerprint");
    if (stop.isObject()) {
      cli.terminal().error(Json.text(stop, "summary") + " " + Json.text(stop, "advice"));
    }
    if (device == null && Json.text(stop, "code").equals("host_key_unknown") && !key.isEmpty()) {
      cli.terminal()
          .error(
              "Compare %s with the device's own host key, then repeat with --fingerprint %s"
                  .formatted(key, key));
      return;
    }
    String best = Json.text(found, "best");
    if (best.isEmpty()) {
      if (!stop.isObject()) {
        cli.terminal()
            .error(
                "No platform leads by enough. Say it yourself with --platform, or teach NetAuto the"
                    + " device: docs/driver-authors-guide.md.");
      }
    } else if (device == null) {
      cli.terminal()
          .note(
              "Add it: netauto device add NAME --address %s --platform %s --cred-ref %s"
                  .formatted(target, best, newcomer.credRef));
    } else if (!best.equals(Json.text(device, "platform"))) {
      cli.terminal()
          .error(
              "The inventory says %s. Change it: netauto device edit %s --platform %s"
                  .formatted(Json.text(device, "platform"), target, best));
    }
  }
}
