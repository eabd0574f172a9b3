package io.netauto.server.web;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Lines that a person has to read once the server has started; they go to the terminal, not to the
 * log.
 */
@Component
public class StartNotes {
  private final List<String> lines = new ArrayList<>();

  public synchronized void add(String line) {
    lines.add(line);
  }

  /** The lines in order; they are forgotten. */
  public synchronized List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }
}
