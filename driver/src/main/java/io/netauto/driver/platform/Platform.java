package io.netauto.driver.platform;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the driver knows of one operating system of network devices: prompts, pagers, set-up steps
 * and error messages, read from one YAML file.
 *
 * @param id the file's name without its ending
 * @param newline what ends a line that is typed
 * @param echo whether the device prints what is typed
 * @param terminal the terminal type asked for
 * @param usernameSuffix is put behind the user name at login; RouterOS takes terminal options there
 * @param pagingOff commands that make the device print without stopping; one that is refused does
 *     no harm
 * @param width commands that widen the device's lines
 * @param onOpen further commands at the beginning of each session
 * @param onClose commands that leave the session
 * @param errors match a line of output that says the command was refused
 */
public record Platform(
    String id,
    String name,
    String vendor,
    String newline,
    boolean echo,
    String terminal,
    String usernameSuffix,
    List<Mode> modes,
    List<Transition> transitions,
    List<String> pagingOff,
    List<String> width,
    List<String> onOpen,
    List<String> onClose,
    List<Pager> pagers,
    List<Dialog> dialogs,
    List<Pattern> errors) {

  private static final String COUNTER = "counter";

  public Platform {
    modes = List.copyOf(modes);
    transitions = List.copyOf(transitions);
    pagingOff = List.copyOf(pagingOff);
    width = List.copyOf(width);
    onOpen = List.copyOf(onOpen);
    onClose = List.copyOf(onClose);
    pagers = List.copyOf(pagers);
    dialogs = List.copyOf(dialogs);
    errors = List.copyOf(errors);
  }

  /** The first mode whose prompt this is. */
  public Optional<Mode> modeOf(String prompt) {
    for (Mode mode : modes) {
      if (mode.accepts(prompt)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /**
   * The prompt without what changes from one to the next: what the group {@code counter} of its
   * mode's pattern matched.
   */
  public String canonical(String prompt) {
    for (Mode mode : modes) {
      if (mode.counts() && mode.accepts(prompt)) {
        Matcher matcher = mode.prompt().matcher(prompt);
        if (matcher.matches() && matcher.start(COUNTER) >= 0) {
          return prompt.substring(0, matcher.start(COUNTER))
              + prompt.substring(matcher.end(COUNTER));
        }
      }
    }
    return prompt;
  }

  /**
   * A state of the command line.
   *
   * @param prompt matches the whole prompt; of a prompt of several lines, the last. A group named
   *     {@code counter} holds what differs between two prompts in the same place
   * @param excludes match what looks like the prompt and is not
   */
  public record Mode(String name, Pattern prompt, List<Pattern> excludes) {
    public Mode {
      excludes = List.copyOf(excludes);
    }

    boolean counts() {
      return prompt.namedGroups().containsKey(COUNTER);
    }

    /** True when {@code line} is a prompt of this mode. */
    public boolean accepts(String line) {
      if (line.length() > 512 || !prompt.matcher(line).matches()) {
        return false;
      }
      for (Pattern exclude : excludes) {
        if (exclude.matcher(line).find()) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * The way from one mode to another at the beginning of a session.
   *
   * @param question what the device asks on the way, or null when it never asks
   * @param always climb although the login has no enable password
   */
  public record Transition(
      String from, String to, String command, @Nullable Pattern question, boolean always) {}

  /** A pager's prompt, matched against the whole unfinished line, and the key that goes on. */
  public record Pager(Pattern prompt, String key) {}

  /** A question, found in the unfinished line, and what is typed at it. */
  public record Dialog(Pattern question, String answer) {}
}
