package io.netauto.driver.getters.text;

import io.netauto.driver.getters.UnreadableException;
import java.util.ArrayList;
import java.util.List;

/** What a command printed. */
public record Printed(String command, String text) {

  /** All lines, blank ones too. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(new Line(command, lines.size() + 1, line));
    }
    return lines;
  }

  /** To be thrown when the output as a whole does not have the form that is known. */
  public UnreadableException unreadable(String expected) {
    int end = Math.min(text.length(), 200);
    return new UnreadableException(command, 0, text.substring(0, end), expected);
  }
}
