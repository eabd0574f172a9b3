package io.netauto.conformance.oxidized;

import io.netauto.conformance.session.PlatformStyle;
import io.netauto.driver.platform.Platform;
import io.netauto.simulator.recording.Reply;
import io.netauto.simulator.recording.Talk;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A recorded session, talked to again. The answer to a command is the next one in the recording, or
 * else the first. What was not recorded is refused in the platform's way.
 *
 * <p>A recording of single commands has neither echo nor prompt; it is served at the prompt of its
 * greeting, or else at one of the platform's.
 */
final class SimulationTalk implements Talk {
  private static final Set<String> FAREWELLS = Set.of("exit", "quit", "logout");

  private final Simulation simulation;
  private final Platform platform;
  private final PlatformStyle style;
  private final boolean hasPrompts;
  private int next;
  private String prompt;
  private String shown = "";

  SimulationTalk(Simulation simulation, Platform platform) {
    this.simulation = simulation;
    this.platform = platform;
    this.style = new PlatformStyle(platform);
    this.hasPrompts =
        simulation.entries().stream()
            .anyMatch(entry -> entry.isLine() && style.endsInPrompt(entry.answer()));
    this.prompt =
        style.endsInPrompt(simulation.greeting())
            ? tail(simulation.greeting())
            : style.prompt().orElse("");
  }

  @Override
  public Reply greeting() {
    String greeting = simulation.greeting();
    if (hasPrompts || style.endsInPrompt(greeting)) {
      return shown("", greeting);
    }
    return shown("", ended(greeting) + prompt);
  }

  @Override
  public Optional<Reply> key(String typed) {
    List<Simulation.Entry> entries = simulation.entries();
    if (next >= entries.size() || style.endsInPrompt(shown)) {
      return Optional.empty();
    }
    Simulation.Entry entry = entries.get(next);
    if (entry.isLine() || !entry.typed().equals(typed)) {
      return Optional.empty();
    }
    next++;
    return Optional.of(shown("", entry.answer()));
  }

  @Override
  public Reply line(String typed) {
    Optional<Simulation.Entry> found = take(typed.strip());
    if (found.isEmpty()) {
      return unknown(typed);
    }
    Simulation.Entry entry = found.get();
    int echoEnd = entry.echoEnd();
    String echo = echoEnd > 0 ? entry.answer().substring(0, echoEnd) : typed + "\r\n";
    String answer = entry.answer().substring(echoEnd);
    if (style.endsInPrompt(answer) || (hasPrompts && !isFarewell(entry.command()))) {
      return shown(echo, answer);
    }
    if (isFarewell(entry.command())) {
      return Reply.of(echo, answer).closing();
    }
    return shown(echo, ended(answer) + prompt);
  }

  private Optional<Simulation.Entry> take(String command) {
    List<Simulation.Entry> entries = simulation.entries();
    for (int i = 0; i < entries.size(); i++) {
      int at = (next + i) % entries.size();
      Simulation.Entry entry = entries.get(at);
      if (entry.isLine() && !command.isEmpty() && entry.command().equals(command)) {
        next = at + 1;
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private Reply unknown(String typed) {
    String command = typed.strip();
    if (platform.onClose().contains(command) || FAREWELLS.contains(command)) {
      return Reply.of(typed + "\r\n", "").closing();
    }
    String refusal = command.isEmpty() ? "" : ended(style.refusal());
    return Reply.of(typed + "\r\n", refusal + prompt);
  }

  /** True when the command ends the session. */
  boolean isFarewell(String command) {
    return FAREWELLS.contains(command) || platform.onClose().contains(command);
  }

  private Reply shown(String echo, String answer) {
    String text = answer + typedAhead(answer);
    shown = text;
    if (style.endsInPrompt(text)) {
      prompt = tail(text);
    }
    return Reply.of(echo, text);
  }

  /**
   * The pages that follow without being asked for: where a recording stops in mid-line and goes on
   * by a pager's key, that key had been typed ahead.
   */
  private String typedAhead(String answer) {
    StringBuilder more = new StringBuilder();
    List<Simulation.Entry> entries = simulation.entries();
    while (next < entries.size()
        && isPagerKey(entries.get(next).typed())
        && !style.endsInPrompt(answer + more)
        && style.pagerAt(answer + more).isEmpty()) {
      more.append(entries.get(next++).answer());
    }
    return more.toString();
  }

  private boolean isPagerKey(String typed) {
    return platform.pagers().stream().anyMatch(pager -> pager.key().equals(typed));
  }

  private static String tail(String text) {
    return text.substring(text.lastIndexOf('\n') + 1);
  }

  private static String ended(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\r\n";
  }
}
