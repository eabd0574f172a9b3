package io.netauto.cli;

import io.netauto.cli.base.Cli;
import io.netauto.cli.config.Profiles;
import io.netauto.cli.term.Prompt;
import io.netauto.cli.term.Terminal;
import io.netauto.cli.term.Terminal.Tty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command line in this process, with an environment and a home folder of its own. */
final class Shell {
  /** What a command left behind. */
  record Result(int exitCode, String out, String err) {}

  final Map<String, String> env = new HashMap<>();
  final Deque<String> answers = new ArrayDeque<>();
  private final Path home;
  private Tty tty = Tty.NONE;
  private String input = "";

  Shell(Path home) {
    this.home = home;
    env.put("COLUMNS", "100");
  }

  Shell loggedInTo(ContractServer server) {
    env.put("NETAUTO_URL", server.url());
    env.put("NETAUTO_API_KEY", "na_secret_key");
    return this;
  }

  Shell atTerminal() {
    tty = new Tty(true, true, true);
    return this;
  }

  Shell input(String text) {
    input = text;
    return this;
  }

  /** What the person types, in order. */
  Shell answers(String... lines) {
    answers.addAll(List.of(lines));
    return this;
  }

  Result run(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var prompt =
        new Prompt() {
          @Override
          public String line(String question) {
            err.writeBytes((question + "\n").getBytes(StandardCharsets.UTF_8));
            return answers.remove();
          }

          @Override
          public String secret(String question) {
            return line(question);
          }
        };
    var terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            tty,
            prompt,
            env);
    var cli = new Cli(terminal, new Profiles(env, home, List.of(home.resolve("repository"))));
    int exitCode = Netauto.commandLine(cli, false).execute(args);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
