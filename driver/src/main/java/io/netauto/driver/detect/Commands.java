package io.netauto.driver.detect;

import io.netauto.driver.detect.Detected.Candidate;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platform.Evidence;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Chooses the command that tells most about a device, among those that change nothing on it. */
final class Commands {
  private static final int UNKNOWN = 5;

  /** What only shows something on whatever device it is typed at. */
  private static final Pattern READ_ONLY =
      Pattern.compile(
          "(?:(?:sh|sho|(?:show|display|get)[\\w-]*|list|info|uname|ver|(?:[a-z]{1,20}-)?version"
              + "|cat /(?:etc|proc)/[\\w./-]+)"
              + "(?: [\\w./:=,*\"?-]+)*+|/?(?:[a-z-]{1,30}[ /]){1,6}print(?: [\\w.-]+)*+)"
              + "(?: \\| (?:no-more|nomore|no-page|include [\\w -]+|match [\\w -]+))?+");

  private Commands() {}

  static boolean readsOnly(String command) {
    return READ_ONLY.matcher(command).matches();
  }

  /**
   * The command in whose output the likely platforms would show themselves most clearly; empty when
   * none of them names one. A platform that has had its command is not counted again: it was found
   * by it, or it is not the device's.
   *
   * @param known what is known of the platforms so far
   */
  static Optional<String> best(
      Collection<Platform> platforms, List<Candidate> known, Seen seen, Set<String> asked) {
    Map<String, Double> gains = new TreeMap<>();
    boolean anyKnowsPrompt = platforms.stream().anyMatch(p -> Weigh.knowsPrompt(p, seen));
    for (Platform platform : platforms) {
      List<String> commands = commands(platform);
      boolean hadItsChance = commands.stream().anyMatch(asked::contains);
      if (hadItsChance || (anyKnowsPrompt && !Weigh.knowsPrompt(platform, seen))) {
        continue;
      }
      int score = scoreOf(platform, known);
      for (String command : commands) {
        gains.merge(command, (UNKNOWN + score) * strength(platform, command), Double::sum);
      }
    }
    return gains.entrySet().stream()
        .max(Map.Entry.<String, Double>comparingByValue())
        .map(Map.Entry::getKey);
  }

  private static int scoreOf(Platform platform, List<Candidate> known) {
    return known.stream()
        .filter(candidate -> candidate.platform().equals(platform.id()))
        .mapToInt(Candidate::score)
        .findFirst()
        .orElse(0);
  }

  private static List<String> commands(Platform platform) {
    return platform.detection().stream()
        .filter(evidence -> evidence.where() == Evidence.Where.OUTPUT)
        .map(Evidence::command)
        .filter(Commands::readsOnly)
        .distinct()
        .toList();
  }

  private static double strength(Platform platform, String command) {
    return platform.detection().stream()
        .filter(evidence -> evidence.command().equals(command))
        .mapToInt(Evidence::score)
        .max()
        .orElse(0);
  }
}
