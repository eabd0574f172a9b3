package io.netauto.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line as a process of its own. */
final class Child {
  private Child() {}

  static Process start(ContractServer server, Path home, String... args) throws IOException {
    var command = new ArrayList<String>();
    if (Files.exists(Path.of("/proc/self"))) {
      // A build started in the background hands down an ignored SIGINT.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("NETAUTO_URL", server.url());
    builder.environment().put("NETAUTO_API_KEY", "na_secret_key");
    builder.environment().put("NETAUTO_CONFIG", home.resolve("none.yaml").toString());
    return builder.start();
  }

  static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }
}
