package io.netauto.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A stream of server-sent events (WHATWG HTML, section 9.2), read as it comes. */
final class Events implements AutoCloseable {
  private final String name;
  private final InputStream stream;
  private final BlockingQueue<Item> arrived = new LinkedBlockingQueue<>();

  private sealed interface Item {}

  /** One event; {@code id} is the last id that the stream gave, empty before the first. */
  record Event(String id, String event, String data) implements Item {
    JsonNode json() {
      return Api.JSON.readTree(data);
    }
  }

  private record End(String why) implements Item {}

  Events(String name, InputStream stream) {
    this.name = name;
    this.stream = stream;
    Thread.startVirtualThread(this::read);
  }

  /** The next event; the test fails when none comes in time, or the stream is over. */
  Event next(Duration limit) {
    return switch (poll(limit)) {
      case Event event -> event;
      case End end ->
          throw new AssertionError(name + " is over (" + end.why() + "): no next event");
    };
  }

  /** All events up to and with the first that this holds for. */
  List<Event> until(Predicate<Event> last, Duration limit) {
    List<Event> events = new ArrayList<>();
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Event event;
      try {
        event = next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + "; so far: " + events, e);
      }
      events.add(event);
      if (last.test(event)) {
        return events;
      }
    }
  }

  /** The rest of a stream that the server closes. */
  List<Event> rest(Duration limit) {
    List<Event> events = new ArrayList<>();
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      switch (poll(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        case Event event -> events.add(event);
        case End end -> {
          return events;
        }
      }
    }
  }

  private Item poll(Duration limit) {
    try {
      Item item = arrived.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (item == null) {
        throw new AssertionError(name + ": no event within the limit");
      }
      if (item instanceof End) {
        arrived.add(item); // and so it stays over
      }
      return item;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted: " + name, e);
    }
  }

  private void read() {
    String why = "the server closed it";
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String id = "";
      String event = "message";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (!data.isEmpty()) {
            arrived.add(new Event(id, event, data.substring(0, data.length() - 1)));
          }
          event = "message";
          data.setLength(0);
          continue;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        if (value.startsWith(" ")) {
          value = value.substring(1);
        }
        switch (field) {
          case "id" -> id = value;
          case "event" -> event = value;
          case "data" -> data.append(value).append('\n');
          default -> {} // a comment, or a field for browsers
        }
      }
    } catch (IOException e) {
      why = e.toString();
    } finally {
      arrived.add(new End(why));
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
