package io.netauto.conformance.oxidized;

import io.netauto.conformance.Case;
import io.netauto.conformance.RecordedFiles;
import io.netauto.conformance.Verdict;
import io.netauto.driver.config.Redactor;
import io.netauto.driver.config.StreamRedactor;
import io.netauto.driver.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The rules of a {@code #secret.yaml}, checked against the redacted {@code #output.txt} beside it:
 * what must not be shown, and what must be. Oxidized's words for a mask differ from model to model,
 * so any mask counts as ours, with or without the quotes around it.
 */
final class Secrets {
  private static final String ENDING = "#secret.yaml";
  private static final Pattern MASK =
      Pattern.compile("<?(?:secret hidden|secret removed|configuration removed|hidden)>");

  private Secrets() {}

  static boolean isNamed(String file) {
    return file.endsWith(ENDING);
  }

  static List<Case> cases(Path file, Platform platform, Map<String, Object> rules) {
    String name = RecordedFiles.nameOf(file);
    Path output =
        file.resolveSibling(name.substring(0, name.length() - ENDING.length()) + "#output.txt");
    List<Case> cases = new ArrayList<>();
    for (String kind : List.of("fail", "pass")) {
      for (Object rule : RecordedFiles.list(rules.getOrDefault(kind, ""))) {
        String pattern = String.valueOf(rule);
        cases.add(
            Case.of(
                platform.id(),
                name + " " + kind + " " + pattern,
                context ->
                    Files.isRegularFile(output)
                        ? check(platform, RecordedFiles.text(output), pattern, kind.equals("pass"))
                        : Verdict.skipped("there is no output to redact")));
      }
    }
    return cases;
  }

  private static Verdict check(Platform platform, String output, String rule, boolean stays) {
    Redactor redactor = Redactor.of(platform);
    String redacted = redactor.redact(output).text();
    StreamRedactor stream = redactor.stream();
    String streamed =
        output.lines().map(line -> stream.line(line).text() + '\n').collect(Collectors.joining());
    try {
      if (!stays && !Pattern.compile(rule).matcher(output).find()) {
        return Verdict.skipped("what must not be shown is not in the output");
      }
      String ours = MASK.matcher(rule).replaceAll("\"?\\\\Q" + Redactor.MASK + "\\\\E\"?");
      if (!stays && Pattern.compile(rule).matcher(streamed).find()) {
        return Verdict.failed("\"" + rule + "\" is still shown line by line");
      }
      boolean shown = Pattern.compile(stays ? ours : rule).matcher(redacted).find();
      return shown == stays
          ? Verdict.passed()
          : Verdict.failed("\"" + rule + "\" is " + (stays ? "gone" : "still shown"));
    } catch (PatternSyntaxException e) {
      return Verdict.skipped("the rule is no regular expression");
    }
  }
}
