package io.netauto.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A real ssh-agent. */
final class SshAgent implements AutoCloseable {
  private final Process agent;
  private final Path socket;
  private final Path asked;
  private final Path agreed;

  private SshAgent(Process agent, Path socket, Path asked, Path agreed) {
    this.agent = agent;
    this.socket = socket;
    this.asked = asked;
    this.agreed = agreed;
  }

  /** With these keys of the server's folder. */
  static SshAgent with(OpenSshServer server, String... keys) throws Exception {
    return start(server, List.of(), keys);
  }

  /** With a key that it uses only after a person, here the test, agreed. */
  static SshAgent asking(OpenSshServer server, String key) throws Exception {
    return start(server, List.of("-c"), key);
  }

  private static SshAgent start(OpenSshServer server, List<String> options, String... keys)
      throws Exception {
    Path asked = server.path("asked");
    Path agreed = server.path("agreed");
    Programs.run(List.of("mkfifo", asked.toString(), agreed.toString()));
    Path person = server.path("person");
    Files.writeString(person, "#!/bin/sh\necho \"$1\" >'%s'\ncat '%s'\n".formatted(asked, agreed));
    Files.setPosixFilePermissions(person, PosixFilePermissions.fromString("rwx------"));
    Path socket = server.path("agent");
    ProcessBuilder starting =
        new ProcessBuilder(
            Programs.find("ssh-agent", "openssh-client").toString(), "-D", "-a", socket.toString());
    starting.environment().put("SSH_ASKPASS", person.toString());
    starting.environment().put("SSH_ASKPASS_REQUIRE", "force");
    Process process = starting.redirectErrorStream(true).start();
    SshAgent agent = new SshAgent(process, socket, asked, agreed);
    boolean complete = false;
    try {
      // It says where it listens once it does.
      process.getInputStream().read();
      for (String key : keys) {
        agent.add(server.path(key), options);
      }
      complete = true;
      return agent;
    } finally {
      if (!complete) {
        agent.close();
      }
    }
  }

  private void add(Path key, List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ssh-add"));
    command.addAll(options);
    command.add(key.toString());
    ProcessBuilder add = new ProcessBuilder(command);
    add.environment().put("SSH_AUTH_SOCK", socket.toString());
    Process adding = add.redirectErrorStream(true).start();
    String said = new String(adding.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (adding.waitFor() != 0) {
      throw new IOException("ssh-add: " + said);
    }
  }

  Path socket() {
    return socket;
  }

  /** Waits until the agent asks. */
  void awaitQuestion() throws Exception {
    CompletableFuture.supplyAsync(() -> read(asked)).get(20, TimeUnit.SECONDS);
  }

  private static String read(Path fifo) {
    try {
      return Files.readString(fifo);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void agree() throws IOException {
    Files.writeString(agreed, "");
  }

  @Override
  public void close() {
    agent.destroy();
  }
}
