package io.netauto.server.inventory.web;

import io.netauto.driver.platform.Platform;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a platform, as in its file.
 *
 * @param names what other tools call it, by tool
 * @param configuration the commands of each verb, e.g. {@code commit-confirmed}
 */
public record PlatformDetails(
    String id,
    String name,
    String vendor,
    Map<String, List<String>> names,
    List<Mode> modes,
    List<Transition> transitions,
    List<String> pagingOff,
    List<String> width,
    List<String> onOpen,
    List<String> onClose,
    List<String> pagers,
    List<String> errors,
    String configurationMode,
    Map<String, List<String>> configuration,
    List<Evidence> detection,
    List<String> secrets,
    List<String> sources,
    String notes) {

  public record Mode(String name, String prompt, @Nullable String above) {}

  public record Transition(
      String from, String to, String command, List<String> questions, boolean always) {}

  public record Evidence(String in, String command, String pattern, int score) {}

  static PlatformDetails of(Platform p) {
    Map<String, List<String>> names = new TreeMap<>(p.names());
    names.values().removeIf(List::isEmpty);
    return new PlatformDetails(
        p.id(),
        p.name(),
        p.vendor(),
        names,
        p.modes().stream()
            .map(m -> new Mode(m.name(), m.prompt().pattern(), text(m.above())))
            .toList(),
        p.transitions().stream()
            .map(
                t ->
                    new Transition(
                        t.from(),
                        t.to(),
                        t.command(),
                        t.answers().stream().map(a -> a.question().pattern()).toList(),
                        t.always()))
            .toList(),
        p.pagingOff(),
        p.width(),
        p.onOpen(),
        p.onClose(),
        p.pagers().stream().map(pager -> pager.prompt().pattern()).toList(),
        p.errors().stream().map(Pattern::pattern).toList(),
        p.configuration().mode(),
        new TreeMap<>(
            p.configuration().commands().entrySet().stream()
                .collect(Collectors.toMap(e -> kebab(e.getKey()), Map.Entry::getValue))),
        p.detection().stream()
            .map(e -> new Evidence(kebab(e.where()), e.command(), e.pattern().pattern(), e.score()))
            .toList(),
        p.secrets().stream().map(Pattern::pattern).toList(),
        p.sources(),
        p.notes());
  }

  private static @Nullable String text(@Nullable Pattern pattern) {
    return pattern == null ? null : pattern.pattern();
  }

  private static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
