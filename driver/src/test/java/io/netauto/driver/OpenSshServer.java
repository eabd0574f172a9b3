package io.netauto.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenSSH server of the user who runs the test, on a port of the loopback, with keys of its
 * own. Its command line is a small shell script with the prompt {@code r1#}.
 */
public final class OpenSshServer implements AutoCloseable {
  private static final String DEVICE =
      """
      #!/bin/sh
      echo "from $SSH_CONNECTION"
      printf 'r1# '
      while read -r line; do
        case "$line" in
          exit) exit 0 ;;
          where) echo "$SSH_CONNECTION" ;;
          'show version') echo 'version 1' ;;
        esac
        printf 'r1# '
      done
      """;

  private final Path folder;
  private final List<String> settings = new ArrayList<>();
  private int port;
  private Process process;

  public OpenSshServer() throws Exception {
    Programs.find("sshd", "openssh-server");
    folder = Files.createTempDirectory("sshd");
    makeKey("user", "ed25519");
    Files.copy(folder.resolve("user.pub"), folder.resolve("authorized_keys"));
    Path device = folder.resolve("device");
    Files.writeString(device, DEVICE);
    Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rwx------"));
    settings.add("PasswordAuthentication no");
    settings.add("UsePAM no");
    settings.add("StrictModes no");
    settings.add("PidFile none");
    settings.add("LogLevel VERBOSE");
  }

  /** A line of sshd_config. */
  public OpenSshServer with(String setting) {
    settings.add(setting);
    return this;
  }

  public String makeKey(String name, String type, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-f", path(name).toString()));
    command.addAll(List.of(options));
    Programs.run(command);
    return Files.readString(path(name));
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  /** Starts with a host key of this type and waits until the port answers. */
  public OpenSshServer start(String hostKeyType, String... keyOptions) throws Exception {
    makeKey("host", hostKeyType, keyOptions);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    settings.addFirst("ListenAddress 127.0.0.1");
    settings.addFirst("Port " + port);
    settings.addFirst("HostKey " + path("host"));
    settings.addFirst("AuthorizedKeysFile " + path("authorized_keys"));
    settings.add("ForceCommand " + path("device"));
    Files.write(path("sshd_config"), settings);
    if ("root".equals(System.getProperty("user.name"))) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    process =
        new ProcessBuilder(
                Programs.find("sshd", "openssh-server").toString(),
                "-D",
                "-e",
                "-f",
                path("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(path("log").toFile())
            .start();
    awaitPort();
    return this;
  }

  private void awaitPort() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > until || !process.isAlive()) {
          throw new IOException("sshd did not start: " + log(), e);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  public String log() throws IOException {
    return Files.readString(path("log"));
  }

  public int port() {
    return port;
  }

  public Target target() {
    return new Target("127.0.0.1", port);
  }

  /** The user who runs the test, with the key that the server knows. */
  public Login login() throws IOException {
    return Login.key(user(), Files.readString(path("user")));
  }

  public static String user() {
    return System.getProperty("user.name");
  }

  /** How many connections it serves now. */
  public long connections() {
    return process.children().count();
  }

  Stream<Long> processes() {
    return process.descendants().map(ProcessHandle::pid);
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // A program that ended removed its socket by itself.
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, @Nullable IOException e)
              throws IOException {
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
