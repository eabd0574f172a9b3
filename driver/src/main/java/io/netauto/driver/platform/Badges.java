package io.netauto.driver.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the platforms have been tested against. A badge is earned by tests, not claimed: it is read
 * from what the conformance runner reported and from the list of real devices that the end-to-end
 * tests meet.
 */
public final class Badges {
  /** The corpora whose cases are outputs to be read; of the others each case has its kind. */
  private static final Set<String> OUTPUTS = Set.of("ntc", "napalm");

  private final Map<String, Badge> byPlatform;

  private Badges(Map<String, Badge> byPlatform) {
    this.byPlatform = Map.copyOf(byPlatform);
  }

  /** How near to a device the tests came, the nearest first. */
  public enum Level {
    REAL_DEVICE("real device"),
    SESSIONS("recorded sessions"),
    PROMPTS("recorded prompts"),
    OUTPUTS("recorded outputs"),
    DOCUMENTATION("documentation only");

    private final String words;

    Level(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * The cases of one kind.
   *
   * @param cases without those that were skipped
   */
  public record Tally(int passed, int cases) {
    static final Tally NONE = new Tally(0, 0);

    Tally plus(Tally other) {
      return new Tally(passed + other.passed, cases + other.cases);
    }

    /** True when there are cases and all of them passed. */
    public boolean whole() {
      return cases > 0 && passed == cases;
    }
  }

  /**
   * A platform's badge.
   *
   * @param device the real device, with its version; an empty text for none
   * @param sessions recorded sessions, replayed in pieces and with delays; neither prompts nor
   *     secrets that a corpus of sessions also holds
   * @param outputs recorded outputs, read by templates or getters without a session
   */
  public record Badge(Level level, String device, Tally sessions, Tally prompts, Tally outputs) {
    static Badge of(String device, Tally sessions, Tally prompts, Tally outputs) {
      Level level = Level.DOCUMENTATION;
      if (!device.isEmpty()) {
        level = Level.REAL_DEVICE;
      } else if (sessions.whole()) {
        level = Level.SESSIONS;
      } else if (prompts.whole()) {
        level = Level.PROMPTS;
      } else if (outputs.whole()) {
        level = Level.OUTPUTS;
      }
      return new Badge(level, device, sessions, prompts, outputs);
    }

    /** All that was tested, in a few words. */
    public String words() {
      List<String> words = new ArrayList<>();
      if (!device.isEmpty()) {
        words.add("real device: " + device);
      }
      if (sessions.cases() > 0) {
        words.add(
            "recorded sessions: %d of %d under chaos"
                .formatted(sessions.passed(), sessions.cases()));
      }
      if (prompts.cases() > 0) {
        words.add("recorded prompts: %d of %d".formatted(prompts.passed(), prompts.cases()));
      }
      if (outputs.cases() > 0) {
        words.add("recorded outputs read: %d of %d".formatted(outputs.passed(), outputs.cases()));
      }
      return words.isEmpty() ? Level.DOCUMENTATION.words() : String.join("; ", words);
    }
  }

  /** The badges of the built-in platforms. */
  public static Badges builtIn() {
    return of(resource("conformance.json"), resource("lab.yaml"));
  }

  /**
   * Reads the badges.
   *
   * @param conformance the report of the conformance runner, as JSON
   * @param lab the real devices, as YAML, by platform
   */
  public static Badges of(String conformance, String lab) {
    Map<String, Tally> sessions = new HashMap<>();
    Map<String, Tally> prompts = new HashMap<>();
    Map<String, Tally> outputs = new HashMap<>();
    for (Object corpus : list(mapping(load(conformance)).get("corpora"))) {
      String name = String.valueOf(mapping(corpus).get("name"));
      for (Object platform : list(mapping(corpus).get("platforms"))) {
        Map<?, ?> row = mapping(platform);
        String id = String.valueOf(row.get("name"));
        if (OUTPUTS.contains(name)) {
          outputs.merge(id, tally(row), Tally::plus);
        } else if (row.get("kinds") instanceof Map<?, ?> kinds) {
          add(sessions, id, kinds.get("session"));
          add(prompts, id, kinds.get("prompt"));
        }
      }
    }
    Map<?, ?> devices = mapping(load(lab));
    Map<String, Badge> badges = new HashMap<>();
    List<String> named = new ArrayList<>(sessions.keySet());
    named.addAll(prompts.keySet());
    named.addAll(outputs.keySet());
    devices.keySet().forEach(id -> named.add(String.valueOf(id)));
    for (String id : named) {
      Object device = devices.get(id);
      badges.put(
          id,
          Badge.of(
              device == null ? "" : device.toString(),
              sessions.getOrDefault(id, Tally.NONE),
              prompts.getOrDefault(id, Tally.NONE),
              outputs.getOrDefault(id, Tally.NONE)));
    }
    return new Badges(badges);
  }

  private static void add(Map<String, Tally> tallies, String id, @Nullable Object tally) {
    if (tally instanceof Map<?, ?> some) {
      tallies.merge(id, tally(some), Tally::plus);
    }
  }

  private static Tally tally(Map<?, ?> row) {
    return new Tally(number(row, "passed"), number(row, "passed") + number(row, "failed"));
  }

  /** The badge of a platform; one that nothing was tested against rests on documentation. */
  public Badge of(String platform) {
    return byPlatform.getOrDefault(platform, Badge.of("", Tally.NONE, Tally.NONE, Tally.NONE));
  }

  private static Object load(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Map<?, ?> mapping(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("An object is expected, not \"" + value + "\".");
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static int number(Map<?, ?> tally, String name) {
    return tally.get(name) instanceof Number number ? number.intValue() : 0;
  }

  private static String resource(String name) {
    try (InputStream in = Badges.class.getResourceAsStream("/io/netauto/driver/tested/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The resource \"" + name + "\" is missing.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
