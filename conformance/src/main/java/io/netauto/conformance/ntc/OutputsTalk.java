package io.netauto.conformance.ntc;

import io.netauto.conformance.RecordedFiles;
import io.netauto.conformance.session.PlatformStyle;
import io.netauto.driver.platform.Platform;
import io.netauto.simulator.recording.Reply;
import io.netauto.simulator.recording.Talk;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recorded outputs at a prompt of their platform; what was not recorded is refused in its way. A
 * file is read each time that its command is typed.
 */
final class OutputsTalk implements Talk {
  private static final Set<String> FAREWELLS = Set.of("exit", "quit", "logout");

  private final Map<String, Path> byCommand;
  private final Platform platform;
  private final String refusal;
  private final String prompt;

  OutputsTalk(Map<String, Path> byCommand, Platform platform) {
    PlatformStyle style = new PlatformStyle(platform);
    this.byCommand = byCommand;
    this.platform = platform;
    this.refusal = style.refusal();
    this.prompt = style.workingPrompt().orElse("> ");
  }

  @Override
  public Reply greeting() {
    return Reply.of("", prompt);
  }

  @Override
  public Optional<Reply> key(String typed) {
    return Optional.empty();
  }

  @Override
  public Reply line(String typed) {
    String command = typed.strip();
    String echo = typed + "\r\n";
    if (FAREWELLS.contains(command)) {
      return Reply.of(echo, "").closing();
    }
    Path file = byCommand.get(command);
    if (file != null) {
      String text = RecordedFiles.text(file).replace("\r", "").stripTrailing();
      return Reply.of(echo, text.replace("\n", "\r\n") + "\r\n" + prompt);
    }
    boolean expected = command.isEmpty() || platform.pagingOff().contains(command);
    return Reply.of(echo, (expected || refusal.isEmpty() ? "" : refusal + "\r\n") + prompt);
  }
}
