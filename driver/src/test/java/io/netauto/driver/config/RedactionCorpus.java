package io.netauto.driver.config;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Redacts what oxidized recorded and checks it against its {@code #secret.yaml} files. Arguments:
 * the recordings' folder and, if wanted, a folder of platform files.
 *
 * <p>{@code fail} names what must not appear. {@code pass} names what must appear, with oxidized's
 * own words for a mask, which differ from model to model; any mask counts as equal to any other,
 * and the quotes around it may stay.
 */
public final class RedactionCorpus {
  private static final Pattern MASK =
      Pattern.compile("<?(?:secret hidden|secret removed|configuration removed|hidden)>");

  private RedactionCorpus() {}

  /** What came of one rule. */
  record Check(String recording, String rule, Verdict verdict, String reason) {}

  enum Verdict {
    PASSED,
    FAILED,
    SKIPPED
  }

  static List<Check> run(Path folder, Platforms platforms) throws IOException {
    List<Check> checks = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith("#secret.yaml")).sorted().toList()) {
        check(file, platforms, checks);
      }
    }
    return checks;
  }

  private static void check(Path file, Platforms platforms, List<Check> checks) throws IOException {
    String name = String.valueOf(file.getFileName()).replace("#secret.yaml", "");
    String model = name.replaceFirst("#.*", "");
    Optional<Platform> platform =
        platforms.all().stream()
            .filter(p -> p.names().getOrDefault("oxidized", List.of()).contains(model))
            .findFirst();
    String recorded = Files.readString(file.resolveSibling(name + "#output.txt"));
    Redactor redactor =
        platform.isPresent() ? Redactor.of(platform.get()) : RedactorOfNoPlatform.REDACTOR;
    String of = platform.map(p -> " as " + p.id()).orElse(" by common words");
    String redacted = redactor.redact(recorded).text();
    Map<?, ?> rules =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    for (Object rule : list(rules.get("fail"))) {
      checks.add(mustNotAppear(name + of, String.valueOf(rule), recorded, redacted));
    }
    for (Object rule : list(rules.get("pass"))) {
      checks.add(mustAppear(name + of, String.valueOf(rule), redacted));
    }
    if (!redactor.redact(redacted).text().equals(redacted)) {
      checks.add(new Check(name + of, "idempotent", Verdict.FAILED, "a second time differs"));
    }
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Check mustNotAppear(String name, String rule, String recorded, String redacted) {
    if (!Pattern.compile(rule).matcher(recorded).find()) {
      return new Check(name, "fail " + rule, Verdict.SKIPPED, "is not in the recording");
    }
    return redacted
        .lines()
        .filter(line -> Pattern.compile(rule).matcher(line).find())
        .findFirst()
        .map(
            line -> new Check(name, "fail " + rule, Verdict.FAILED, "still there: " + line.strip()))
        .orElse(new Check(name, "fail " + rule, Verdict.PASSED, "gone"));
  }

  private static Check mustAppear(String name, String rule, String redacted) {
    String ours = MASK.matcher(rule).replaceAll("\"?\\\\Q" + Redactor.MASK + "\\\\E\"?");
    boolean found = Pattern.compile(ours).matcher(redacted).find();
    return new Check(
        name,
        "pass " + rule,
        found ? Verdict.PASSED : Verdict.FAILED,
        found ? "there" : "no line has it");
  }

  /** For models that no platform names. */
  private static final class RedactorOfNoPlatform {
    static final Redactor REDACTOR =
        Redactor.of(
            Platforms.read("none", "name: N\nvendor: N\nmodes:\n  - {name: m, prompt: 'x>'}\n"));
  }

  public static void main(String[] arguments) throws IOException {
    Platforms platforms =
        arguments.length > 1 ? Platforms.load(Path.of(arguments[1])) : Platforms.builtIn();
    List<Check> checks = run(Path.of(arguments[0]), platforms);
    for (Check check : checks) {
      System.out.println(
          "%-8s %s: %s: %s"
              .formatted(check.verdict(), check.recording(), check.rule(), check.reason()));
    }
    for (Verdict verdict : Verdict.values()) {
      System.out.println(
          verdict + " " + checks.stream().filter(check -> check.verdict() == verdict).count());
    }
  }
}
