package io.netauto.cli.device;

import io.netauto.cli.server.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options that say what a device is to be; null where not given. */
final class DeviceFields {
  @Option(names = "--address", paramLabel = "HOST", description = "IP address or DNS name.")
  @Nullable String address;

  @Option(names = "--port", paramLabel = "N", description = "Default: 22 for ssh, 23 for telnet.")
  @Nullable Integer port;

  @Option(names = "--protocol", paramLabel = "NAME", description = "ssh or telnet.")
  @Nullable String protocol;

  @Option(
      names = "--ssh-profile",
      paramLabel = "NAME|LISTS",
      description =
          "modern, legacy for a device with nothing better than SHA-1 or CBC, or lists of your own:"
              + " 'KexAlgorithms=+diffie-hellman-group1-sha1 Ciphers=3des-cbc'.")
  @Nullable String sshProfile;

  @Option(
      names = "--jump-host",
      paramLabel = "NAME|ID",
      description = "The device that passes the connection on; '' for none.")
  @Nullable String jumpHost;

  @Option(
      names = "--platform",
      paramLabel = "ID",
      description = "The driver; see netauto platform list.")
  @Nullable String platform;

  @Option(
      names = "--cred-ref",
      paramLabel = "REF",
      description = "Where the secret is found, such as env:LAB_DEFAULT; never a secret itself.")
  @Nullable String credRef;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      description = "Instead of the credential's user name.")
  @Nullable String username;

  @Option(names = "--vendor", paramLabel = "TEXT", description = "Who made it.")
  @Nullable String vendor;

  @Option(names = "--model", paramLabel = "TEXT", description = "What it is.")
  @Nullable String model;

  @Option(names = "--role", paramLabel = "TEXT", description = "What it does, such as core.")
  @Nullable String role;

  @Option(names = "--site", paramLabel = "TEXT", description = "Where it is.")
  @Nullable String site;

  @Option(names = "--tag", paramLabel = "K=V", description = "A tag; may be repeated.")
  Map<String, String> tags = new LinkedHashMap<>();

  @Option(names = "--metadata", paramLabel = "K=V", description = "A note; may be repeated.")
  Map<String, String> metadata = new LinkedHashMap<>();

  /** What was given, as the API takes it; tags and metadata excepted. */
  ObjectNode toJson() {
    ObjectNode json = Json.object();
    put(json, "address", address);
    if (port != null) {
      json.put("port", port);
    }
    put(json, "protocol", protocol);
    put(json, "sshProfile", sshProfile);
    put(json, "jumpHost", jumpHost);
    put(json, "platform", platform);
    put(json, "credRef", credRef);
    put(json, "username", username);
    put(json, "vendor", vendor);
    put(json, "model", model);
    put(json, "role", role);
    put(json, "site", site);
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
