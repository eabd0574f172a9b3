package io.netauto.driver.detect;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platform.Configuration;
import io.netauto.driver.platform.Platform.Dialog;
import io.netauto.driver.platform.Platform.Mode;
import io.netauto.driver.platform.Platform.Pager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A platform to open a session with when the platform is not known: every prompt and pager of all
 * platforms, nothing typed but what each command line takes, and no way up to a privileged mode.
 */
final class NeutralPlatform {
  /** What the prompts of command lines have in common. */
  private static final Pattern ANY_PROMPT = Pattern.compile("\\S[^\\r\\n]{0,120}?[>#$%\\]] ?");

  private NeutralPlatform() {}

  static Platform of(Collection<Platform> platforms) {
    Map<String, Mode> modes = new LinkedHashMap<>();
    Map<String, Pager> pagers = new LinkedHashMap<>();
    Map<String, Dialog> dialogs = new LinkedHashMap<>();
    for (Platform platform : platforms) {
      for (Mode mode : platform.modes()) {
        String name = platform.id() + "/" + mode.name();
        modes.putIfAbsent(
            mode.prompt().pattern() + mode.excludes(),
            new Mode(name, mode.prompt(), null, mode.excludes(), mode.enterActs()));
      }
      platform.pagers().forEach(pager -> pagers.putIfAbsent(pager.prompt().pattern(), pager));
      platform.dialogs().stream()
          .filter(NeutralPlatform::isHarmless)
          .forEach(dialog -> dialogs.putIfAbsent(dialog.question().pattern(), dialog));
    }
    List<Mode> all = new ArrayList<>(modes.values());
    all.add(new Mode("any", ANY_PROMPT, null, List.of(), false));
    return new Platform(
        "neutral",
        "any platform",
        "",
        Map.of(),
        "\n",
        true,
        "vt100",
        "",
        null,
        all,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.copyOf(pagers.values()),
        List.copyOf(dialogs.values()),
        List.of(),
        new Configuration("", Map.of()),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  /** Goes on, or declines. */
  private static boolean isHarmless(Dialog dialog) {
    String answer = dialog.answer().strip();
    String question = dialog.question().pattern();
    boolean declines = answer.equalsIgnoreCase("n") || answer.equalsIgnoreCase("no");
    boolean goesOn = answer.isEmpty() && (question.contains("Press") || question.contains("press"));
    return declines || goesOn;
  }
}
