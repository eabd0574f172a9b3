package io.netauto.conformance.session;

import io.netauto.driver.platform.Platform;
import io.netauto.simulator.recording.Scenery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How devices of a platform look, as far as its file tells. */
public final class PlatformStyle {
  private final Platform platform;

  public PlatformStyle(Platform platform) {
    this.platform = platform;
  }

  /** What a device answers to a command that it does not know; empty when that is not known. */
  public String refusal() {
    for (var error : platform.errors()) {
      List<String> lines = Samples.holding(error, 1);
      if (!lines.isEmpty()) {
        return lines.getFirst();
      }
    }
    return "";
  }

  /** A prompt of the platform's first mode, with the line above it where it has one. */
  public Optional<String> prompt() {
    for (Platform.Mode mode : platform.modes()) {
      List<String> prompts = prompts(mode);
      if (!prompts.isEmpty()) {
        return Optional.of(above(mode) + prompts.getFirst());
      }
    }
    return Optional.empty();
  }

  /** A prompt of the mode in which a session works once it has climbed, if one could be made. */
  public Optional<String> workingPrompt() {
    Platform.Mode mode = platform.modes().getFirst();
    Set<String> been = new HashSet<>();
    Optional<Platform.Mode> next = Optional.of(mode);
    while (next.isPresent() && been.add(next.get().name())) {
      mode = next.get();
      next = climbed(mode);
    }
    Platform.Mode end = mode;
    return prompts(end).stream().findFirst().map(prompt -> above(end) + prompt).or(this::prompt);
  }

  private Optional<Platform.Mode> climbed(Platform.Mode from) {
    return platform.transitions().stream()
        .filter(each -> each.always() || each.asksForEnablePassword())
        .filter(each -> each.from().equals(from.name()))
        .flatMap(each -> platform.modes().stream().filter(m -> m.name().equals(each.to())))
        .findFirst();
  }

  private static List<String> prompts(Platform.Mode mode) {
    return Samples.matching(mode.prompt(), 2).stream().filter(mode::accepts).toList();
  }

  private static String above(Platform.Mode mode) {
    if (mode.above() == null) {
      return "";
    }
    List<String> lines = Samples.matching(mode.above(), 1);
    return lines.isEmpty() ? "" : lines.getFirst() + "\r\n";
  }

  /** The mode whose prompt this text ends in. */
  public Optional<Platform.Mode> modeAt(String text) {
    List<String> lines = PlainText.lines(text);
    String prompt = lines.getLast();
    String above = lines.size() < 2 ? "" : lines.get(lines.size() - 2);
    return platform.modeOf(above, prompt);
  }

  /** True when the text ends in a prompt. */
  public boolean endsInPrompt(String text) {
    return platform.modeOf(PlainText.lastLine(text)).isPresent();
  }

  /** The pager whose prompt the text ends in. */
  public Optional<Platform.Pager> pagerAt(String text) {
    String line = PlainText.lastLine(text);
    return platform.pagers().stream().filter(p -> p.prompt().matcher(line).matches()).findFirst();
  }

  /** The last line of the text, as a person reads it. */
  public static String lastLine(String text) {
    return PlainText.lastLine(text);
  }

  Scenery scenery(List<String> devicePrompts) {
    List<String> pagers = new ArrayList<>();
    for (Platform.Pager pager : platform.pagers()) {
      pagers.addAll(Samples.matching(pager.prompt(), 2));
    }
    return new Scenery(
        banner(devicePrompts),
        logLines(),
        pagers,
        this::endsInPrompt,
        this::endsInPrompt,
        line -> platform.modes().stream().anyMatch(m -> m.above() != null && m.acceptsAbove(line)));
  }

  private List<String> banner(List<String> devicePrompts) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("*** Authorised users only. What follows looks like prompts and is none. ***");
    for (Platform.Mode mode : platform.modes()) {
      for (String prompt : prompts(mode)) {
        above(mode).lines().forEach(lines::add);
        lines.add(prompt);
        lines.add(prompt + " is not the prompt");
      }
    }
    for (String prompt : devicePrompts) {
      lines.add(prompt);
    }
    lines.add("###########################");
    return lines;
  }

  private List<String> logLines() {
    return switch (platform.vendor().toLowerCase(Locale.ROOT)) {
      case "cisco", "arista" ->
          List.of(
              "*Mar  1 00:12:34.567: %LINEPROTO-5-UPDOWN: Line protocol on Interface"
                  + " GigabitEthernet0/1, changed state to up",
              "*Mar  1 00:12:35.001: %SYS-5-CONFIG_I: Configured from console by admin on vty0"
                  + " (192.0.2.7)");
      case "huawei", "hpe", "h3c", "hp" ->
          List.of(
              "%Jan  1 00:12:34:567 2026 sw1 SHELL/5/SHELL_LOGIN: admin logged in from 192.0.2.7.",
              "#Jan  1 00:12:35:001 2026 sw1 IFNET/4/INTERFACE UPDOWN: Interface 7 is up");
      case "mikrotik" ->
          List.of("00:12:34 echo: system,error,critical login failure for user x via ssh");
      default ->
          List.of(
              "Jan  1 00:12:34 r1 sshd[4711]: Accepted password for admin from 192.0.2.7 port 4711",
              "Message from syslogd@r1 at Jan  1 00:12:35 ...");
    };
  }
}
