package io.netauto.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Devices and runs of a server, by its API. */
final class Runs {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Api api;

  Runs(Api api) {
    this.api = api;
  }

  /** Adds a device with this credential. */
  long add(String name, String address, int port, String platform, String user, String credential) {
    Map<String, Object> device = new HashMap<>();
    device.put("hostname", name);
    device.put("address", address);
    device.put("port", port);
    device.put("platform", platform);
    device.put("username", user);
    device.put("credRef", credential);
    return api.post("/devices", device).json().get("id").asLong();
  }

  /** Asks for a run; it may not have begun when this returns. */
  long start(String device, String... commands) {
    return api.post("/runs", Map.of("device", device, "commands", List.of(commands)))
        .json()
        .get("id")
        .asLong();
  }

  /** The run once it is over. */
  JsonNode ended(long id) {
    return ended(id, LIMIT);
  }

  JsonNode ended(long id, Duration limit) {
    try (Events events = api.events("/runs/" + id + "/events")) {
      List<Events.Event> all = events.until(e -> e.event().equals("end"), limit);
      return all.getLast().json();
    }
  }

  JsonNode run(String device, String... commands) {
    return ended(start(device, commands));
  }

  /** The clean output of a run that is over. */
  String text(long id) {
    return api.get("/runs/" + id + "/output?format=text").body();
  }

  /** What a subscriber sees, in order: one text per finished line. */
  static List<String> lines(List<Events.Event> events) {
    List<String> lines = new ArrayList<>();
    for (Events.Event event : events) {
      if (event.event().equals("lines")) {
        for (JsonNode line : event.json().get("lines")) {
          lines.add(
              line.get("n").asLong()
                  + " "
                  + line.get("part").asString()
                  + " "
                  + line.get("text").asString());
        }
      }
    }
    return lines;
  }
}
