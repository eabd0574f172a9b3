package io.netauto.driver.detect;

import io.netauto.driver.CommandResult;
import io.netauto.driver.OxidizedRecording;
import io.netauto.driver.Session;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the detection over oxidized's recordings and prints what it found in each. Arguments: the
 * recordings' folder and, if wanted, a folder of platform files.
 */
public final class DetectionCorpus {
  private DetectionCorpus() {}

  /** What came of one recording. */
  record Result(OxidizedRecording recording, List<String> expected, Detected detected) {
    boolean hit() {
      return detected.best().filter(best -> expected.contains(best.platform())).isPresent();
    }

    boolean wrong() {
      return detected.best().filter(best -> !expected.contains(best.platform())).isPresent();
    }

    String line() {
      String word = expected.isEmpty() ? "no platform" : hit() ? "hit" : wrong() ? "WRONG" : "miss";
      List<String> first =
          detected.candidates().stream().limit(3).map(c -> c.platform() + " " + c.score()).toList();
      return "%-12s %-55s %s asked %s, found %s"
          .formatted(word, recording.name(), expected, detected.commands(), first);
    }
  }

  /** Every recording, with the platforms whose files name its model. */
  static List<Result> run(Path folder, Platforms platforms) throws Exception {
    return OxidizedRecording.in(folder).stream()
        .map(
            recording ->
                new Result(
                    recording,
                    platforms.all().stream()
                        .filter(
                            p ->
                                p.names()
                                    .getOrDefault("oxidized", List.of())
                                    .contains(recording.model()))
                        .map(Platform::id)
                        .toList(),
                    Detector.ask(
                        List.copyOf(platforms.all()), session(recording), "", recording.banner())))
        .toList();
  }

  /** A session that knows what was recorded, and refuses the rest as devices do. */
  private static Session session(OxidizedRecording recording) {
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "prompt" -> recording.prompt();
                  case "run" -> {
                    String text = recording.output((String) arguments[0]).orElse("% Invalid input");
                    yield new CommandResult.Done(
                        new CommandResult.Output(text, text.length(), true));
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  public static void main(String[] arguments) throws Exception {
    Platforms platforms =
        arguments.length > 1 ? Platforms.load(Path.of(arguments[1])) : Platforms.builtIn();
    List<Result> results = run(Path.of(arguments[0]), platforms);
    results.forEach(result -> System.out.println(result.line()));
    long known = results.stream().filter(result -> !result.expected().isEmpty()).count();
    long hits = results.stream().filter(Result::hit).count();
    long wrong =
        results.stream().filter(result -> !result.expected().isEmpty() && result.wrong()).count();
    System.out.println(
        Map.of("recordings", results.size(), "known", known, "hits", hits, "wrong", wrong));
  }
}
