package io.netauto.server.commands;

/**
 * Why a template cannot be rendered.
 *
 * @param line from 1; 0 where no single line is at fault
 * @param message for people, with what to do
 */
public record TemplateProblem(int line, String message) {
  /** {@code line 3: …}. */
  public String words() {
    return line == 0 ? message : "line %d: %s".formatted(line, message);
  }
}
