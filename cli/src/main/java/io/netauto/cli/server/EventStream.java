package io.netauto.cli.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events, read as the HTML standard (9.2.6) says. */
public final class EventStream implements AutoCloseable {
  /**
   * One event.
   *
   * @param id the last id seen on this stream; null before the first
   */
  public record Event(@Nullable String id, String name, String data) {}

  private final BufferedReader reader;
  private @Nullable String id;

  EventStream(InputStream in) {
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The next event, or null at the end; an event that the end cuts short is dropped. */
  public @Nullable Event next() throws IOException {
    String name = "";
    StringBuilder data = null;
    while (true) {
      String line = reader.readLine();
      if (line == null) {
        return null;
      }
      if (line.isEmpty()) {
        if (data != null) {
          return new Event(id, name.isEmpty() ? "message" : name, data.toString());
        }
        name = "";
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "event" -> name = value;
        case "id" -> id = value;
        case "data" ->
            data = data == null ? new StringBuilder(value) : data.append('\n').append(value);
        default -> {} // a comment, or a field of later times
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
