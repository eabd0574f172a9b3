package io.netauto.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows one run by server-sent events, as its page does, and notes when each tick comes. */
final class Follower {
  private static final String DATA = "data: ";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<Tick> ticks = new ArrayList<>();
  private String status = "";

  /**
   * A tick of a device.
   *
   * @param written when the device wrote it, in microseconds since 1970
   * @param arrived when it had come, likewise
   */
  record Tick(long sequence, long written, long arrived) {}

  /** Blocks until the run is over. */
  Follower follow(ServerProcess server, long run) throws IOException, InterruptedException {
    HttpResponse<java.io.InputStream> answer =
        server
            .http()
            .send(
                server.request("/runs/" + run + "/events?view=session").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException("The events of run " + run + " gave " + answer.statusCode());
    }
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String event = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        long arrived = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith(DATA) && event.equals("lines")) {
          take(JSON.readTree(line.substring(DATA.length())), arrived);
        } else if (line.startsWith(DATA) && event.equals("end")) {
          JsonNode end = JSON.readTree(line.substring(DATA.length()));
          status = end.path("status").asString() + " " + end.path("cause");
        }
      }
    }
    return this;
  }

  private void take(JsonNode event, long arrived) {
    for (JsonNode line : event.path("lines")) {
      String text = line.path("text").asString();
      if (line.path("part").asString().equals("output") && text.startsWith("tick ")) {
        int blank = text.indexOf(' ', 5);
        ticks.add(
            new Tick(
                Long.parseLong(text.substring(5, blank)),
                Long.parseLong(text.substring(blank + 1)),
                arrived));
      }
    }
  }

  List<Tick> ticks() {
    return ticks;
  }

  /** How the run ended; {@code ok null} when it was well. */
  String status() {
    return status;
  }
}
