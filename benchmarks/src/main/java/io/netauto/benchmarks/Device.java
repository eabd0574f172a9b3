package io.netauto.benchmarks;

import io.netauto.driver.Login;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A device in a process of its own on the loopback, and how one talks with it.
 *
 * @param keyFile the private key of an {@link Kind#SSHD}'s user; empty for a simulated device,
 *     which takes a password
 */
record Device(Kind kind, int port, String keyFile) {
  static final String HOST = "127.0.0.1";

  /** The length of each line of output as it is sent, line end included. */
  static final int LINE = 80;

  /** What it is. */
  enum Kind {
    SIMULATOR("simulator", "cisco_nxos", "cisco_nxos", "bench-1# ", "show clock"),
    SSHD("sshd", "linux", "linux", "bench-1$ ", "true");

    final String title;
    final String platform;
    final String netmikoType;
    final String prompt;

    /** A command that prints next to nothing. */
    final String nothing;

    Kind(String title, String platform, String netmikoType, String prompt, String nothing) {
      this.title = title;
      this.platform = platform;
      this.netmikoType = netmikoType;
      this.prompt = prompt;
      this.nothing = nothing;
    }
  }

  static Device simulated(int port) {
    return new Device(Kind.SIMULATOR, port, "");
  }

  static Device openSsh(int port, Path key) {
    return new Device(Kind.SSHD, port, key.toString());
  }

  /** The opposite of {@link #arguments()}. */
  static Device of(List<String> arguments) {
    return new Device(
        Kind.valueOf(arguments.get(0)), Integer.parseInt(arguments.get(1)), arguments.get(2));
  }

  /** How it is told to another process. */
  List<String> arguments() {
    return List.of(kind.name(), Integer.toString(port), keyFile);
  }

  Target target() {
    return new Target(HOST, port);
  }

  String username() {
    return kind == Kind.SSHD ? System.getProperty("user.name") : FleetProcess.USERNAME;
  }

  /** Empty when a key is used. */
  String password() {
    return kind == Kind.SSHD ? "" : FleetProcess.PASSWORD;
  }

  Login login() throws IOException {
    return keyFile.isEmpty()
        ? Login.password(username(), password())
        : Login.key(username(), Files.readString(Path.of(keyFile)));
  }

  Platform platform() {
    return Platforms.builtIn().find(kind.platform).orElseThrow();
  }

  /** The lines without which an output stops at a pager. */
  List<String> needed() {
    return kind == Kind.SIMULATOR ? platform().pagingOff() : List.of();
  }

  /** The command that prints so many bytes, a multiple of {@link #LINE}. */
  String printing(long bytes) {
    return kind == Kind.SSHD
        ? "head -n " + bytes / LINE + " " + OpenSshServer.LINES
        : "show netauto-bulk " + bytes;
  }
}
