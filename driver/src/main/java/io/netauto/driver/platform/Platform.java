package io.netauto.driver.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the driver knows of one operating system of network devices: prompts, pagers, set-up steps
 * and error messages, read from one YAML file.
 *
 * @param id the file's name without its ending
 * @param names what other tools call it, by tool: {@code ntc}, {@code oxidized}, {@code scrapli},
 *     {@code unicon}, {@code napalm}, {@code netmiko}
 * @param newline what ends a line that is typed
 * @param echo whether the device prints what is typed
 * @param terminal the terminal type asked for
 * @param usernameSuffix is put behind the user name at login; RouterOS takes terminal options there
 * @param login what is asked in the terminal after an SSH login that asked nothing; null when the
 *     device never does that
 * @param pagingOff commands that make the device print without stopping; one that is refused does
 *     no harm
 * @param width commands that widen the device's lines
 * @param onOpen further commands at the beginning of each session
 * @param onClose commands that leave the session
 * @param errors match a line of output that says the command was refused
 * @param configuration how the configuration is shown and changed
 * @param detection what tells this platform from others
 * @param secrets match a secret in a line of configuration; the group {@code (?<secret>...)} is
 *     what must not be shown
 * @param sources where the facts of the file come from
 * @param notes what an engineer should know, as Markdown
 */
public record Platform(
    String id,
    String name,
    String vendor,
    Map<String, List<String>> names,
    String newline,
    boolean echo,
    String terminal,
    String usernameSuffix,
    @Nullable LoginQuestions login,
    List<Mode> modes,
    List<Transition> transitions,
    List<String> pagingOff,
    List<String> width,
    List<String> onOpen,
    List<String> onClose,
    List<Pager> pagers,
    List<Dialog> dialogs,
    List<Pattern> errors,
    Configuration configuration,
    List<Evidence> detection,
    List<Pattern> secrets,
    List<String> sources,
    String notes) {

  private static final String COUNTER = "counter";

  public Platform {
    names = Map.copyOf(names);
    modes = List.copyOf(modes);
    transitions = List.copyOf(transitions);
    pagingOff = List.copyOf(pagingOff);
    width = List.copyOf(width);
    onOpen = List.copyOf(onOpen);
    onClose = List.copyOf(onClose);
    pagers = List.copyOf(pagers);
    dialogs = List.copyOf(dialogs);
    errors = List.copyOf(errors);
    detection = List.copyOf(detection);
    secrets = List.copyOf(secrets);
    sources = List.copyOf(sources);
  }

  /** The first mode whose prompt this is, whatever stands above it. */
  public Optional<Mode> modeOf(String prompt) {
    for (Mode mode : modes) {
      if (mode.accepts(prompt)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /**
   * The first mode whose prompt this is.
   *
   * @param above the line above it, or an empty text
   */
  public Optional<Mode> modeOf(String above, String prompt) {
    for (Mode mode : modes) {
      if (mode.accepts(prompt) && mode.acceptsAbove(above)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /**
   * The fewest transitions from one mode to another; empty when there is no way, or nothing to do.
   */
  public List<Transition> path(String from, String to) {
    return path(from, to, transition -> true);
  }

  /** As {@link #path(String, String)}, by the transitions that are {@code open} alone. */
  public List<Transition> path(String from, String to, Predicate<Transition> open) {
    Map<String, List<Transition>> reached = new HashMap<>();
    ArrayDeque<String> next = new ArrayDeque<>();
    reached.put(from, List.of());
    next.add(from);
    while (!next.isEmpty()) {
      String at = next.remove();
      List<Transition> here = reached.getOrDefault(at, List.of());
      if (at.equals(to)) {
        return here;
      }
      for (Transition transition : transitions) {
        if (transition.from().equals(at)
            && !reached.containsKey(transition.to())
            && open.test(transition)) {
          List<Transition> there = new ArrayList<>(here);
          there.add(transition);
          reached.put(transition.to(), List.copyOf(there));
          next.add(transition.to());
        }
      }
    }
    return List.of();
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
   * @param above matches the line above the prompt where that is a part of it ({@code [edit]},
   *     {@code --{ running }--[ ]--}); it tells modes apart whose last lines are the same
   * @param excludes match what looks like the prompt and is not
   * @param enterActs an empty line is not harmless here (boot loaders repeat the last command), so
   *     none is typed to prove that an output is over
   */
  public record Mode(
      String name,
      Pattern prompt,
      @Nullable Pattern above,
      List<Pattern> excludes,
      boolean enterActs) {
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

    /** True when {@code line} may stand above a prompt of this mode. */
    public boolean acceptsAbove(String line) {
      return above == null || (line.length() <= 1024 && above.matcher(line).matches());
    }
  }

  /**
   * The way from one mode to another.
   *
   * @param answers what is typed at the questions that the device may ask on the way
   * @param always taken at the beginning of each session, enable password or not
   * @param returns leaves what was entered from {@code to}, and is open only in a session that came
   *     from there: {@code exit} of a program that was started from a shell would end the session
   *     where that program is what one logs in to
   */
  public record Transition(
      String from,
      String to,
      String command,
      List<Answer> answers,
      boolean always,
      boolean returns) {
    public Transition {
      answers = List.copyOf(answers);
    }

    /** True when the login's enable password is typed on the way. */
    public boolean asksForEnablePassword() {
      return answers.stream().anyMatch(answer -> answer.text().equals(Answer.ENABLE_PASSWORD));
    }
  }

  /**
   * @param text what is typed; {@link #ENABLE_PASSWORD}, {@link #PASSWORD} and {@link #USERNAME}
   *     stand for what the session logs in with
   */
  public record Answer(Pattern question, String text) {
    public static final String ENABLE_PASSWORD = "{enable-password}";
    public static final String PASSWORD = "{password}";
    public static final String USERNAME = "{username}";
  }

  /** The questions of a device that asks who logs in after the connection is made. */
  public record LoginQuestions(Pattern username, Pattern password) {}

  /** A pager's prompt, matched against the whole unfinished line, and the key that goes on. */
  public record Pager(Pattern prompt, String key) {}

  /** A question, found in the unfinished line, and what is typed at it. */
  public record Dialog(Pattern question, String answer) {}

  /** What is done to a configuration. */
  public enum Verb {
    /** Prints what is in force. */
    RUNNING,
    /** Prints what is in force after the next start. */
    STARTUP,
    /** Prints how the candidate differs from what is in force. */
    DIFF,
    /** Checks the candidate. */
    CHECK,
    /** Puts the candidate in force. */
    COMMIT,
    /** The same, taken back unless confirmed within {@code {minutes}}. */
    COMMIT_CONFIRMED,
    /** Confirms. */
    CONFIRM,
    /** Throws the candidate away. */
    DISCARD,
    /** Keeps what is in force over the next start. */
    SAVE
  }

  /**
   * How the configuration is shown and changed.
   *
   * @param mode the mode in which configuration commands are typed, or an empty text
   * @param commands the commands of each verb; those that show and save are typed outside of the
   *     mode, the others in it
   */
  public record Configuration(String mode, Map<Verb, List<String>> commands) {
    public Configuration {
      commands = Map.copyOf(commands);
    }

    public List<String> of(Verb verb) {
      return commands.getOrDefault(verb, List.of());
    }
  }

  /**
   * Something that speaks for the platform.
   *
   * @param where in what it is searched
   * @param command whose output it is, when it is searched in the output of one; else an empty text
   * @param score 1 to 100; what is certain alone has 100
   */
  public record Evidence(Where where, String command, Pattern pattern, int score) {
    /** Places of evidence. */
    public enum Where {
      /** The server's SSH identification, e.g. {@code SSH-2.0-Cisco-1.25}. */
      IDENT,
      /** What is printed before the first prompt. */
      BANNER,
      PROMPT,
      OUTPUT
    }
  }
}
