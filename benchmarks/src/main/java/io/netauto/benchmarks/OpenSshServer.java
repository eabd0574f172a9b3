package io.netauto.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real OpenSSH server of the user who measures, on a port of the loopback, with keys of its own.
 * Behind it is bash, and a file of text to print. The level of the shell keeps bash from reading
 * the user's own start files, as it does below sshd.
 */
final class OpenSshServer implements AutoCloseable {
  /** The file that commands print the beginning of. */
  static final String LINES = "lines";

  private final Path folder;
  private final Process process;
  private final int port;

  private OpenSshServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Empty when there is no {@code sshd}; its files hold at least so many bytes of output. */
  static Optional<OpenSshServer> start(long bytes) throws Exception {
    Path program = Path.of("/usr/sbin/sshd");
    if (!Files.isExecutable(program)) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("netauto-sshd");
    makeKey(folder.resolve("host"));
    makeKey(folder.resolve("user"));
    writeLines(folder.resolve(LINES), bytes / Device.LINE);
    Path shell = folder.resolve("shell");
    Files.writeString(
        shell,
        """
        #!/bin/bash
        cd '%s' || exit 1
        if [ -n "$SSH_ORIGINAL_COMMAND" ]; then exec bash -c "$SSH_ORIGINAL_COMMAND"; fi
        unset HISTFILE
        export PS1='%s'
        exec bash --noprofile --norc -i
        """
            .formatted(folder, Device.Kind.SSHD.prompt));
    if (!shell.toFile().setExecutable(true)) {
      throw new IOException("Not made executable: " + shell);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path configuration = folder.resolve("sshd_config");
    Files.writeString(
        configuration,
        """
        ListenAddress 127.0.0.1
        Port %1$d
        HostKey %2$s/host
        AuthorizedKeysFile %2$s/user.pub
        ForceCommand %2$s/shell
        PasswordAuthentication no
        UsePAM no
        SetEnv SHLVL=1
        UseDNS no
        StrictModes no
        PrintMotd no
        PrintLastLog no
        PidFile none
        LogLevel FATAL
        MaxStartups 500
        """
            .formatted(port, folder));
    if ("root".equals(System.getProperty("user.name"))) {
      Files.createDirectories(Path.of("/run/sshd")); // sshd wants it before it gives up rights
    }
    Process process =
        new ProcessBuilder(program.toString(), "-D", "-e", "-f", configuration.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    OpenSshServer server = new OpenSshServer(folder, process, port);
    server.awaitPort();
    return Optional.of(server);
  }

  private static void makeKey(Path file) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("ssh-keygen ended with code " + code);
    }
  }

  /** The terminal makes CR LF of each LF. */
  private static void writeLines(Path file, long count) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (long i = 0; i < count; i++) {
        String start = "GigabitEthernet1/0/%d is up, line protocol is up, ".formatted(i);
        String line = start + "x".repeat(Device.LINE - 2 - start.length()) + "\n";
        out.write(line.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private void awaitPort() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > until || !process.isAlive()) {
          close();
          throw new IOException("sshd did not start.", e);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  Device device() {
    return Device.openSsh(port, folder.resolve("user"));
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
