package io.netauto.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** OpenSSH's {@code ssh}, writing to nowhere: one process, and so one login, for each command. */
final class OpenSshPeer implements Peer {
  private static final String TIMED = "TIMEFORMAT='%R %U %S'; time ssh \"$@\" >/dev/null";

  private final Path askpass;
  private final int port;

  private OpenSshPeer(Path askpass, int port) {
    this.askpass = askpass;
    this.port = port;
  }

  /** Empty when there is no {@code ssh} on the path. */
  static Optional<OpenSshPeer> at(int port) throws IOException, InterruptedException {
    Process which =
        new ProcessBuilder("bash", "-c", "command -v ssh")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (which.waitFor() != 0) {
      return Optional.empty();
    }
    Path script =
        Files.createTempFile(
            "netauto-askpass",
            ".sh",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(script, "#!/bin/sh\necho " + FleetProcess.PASSWORD + "\n");
    return Optional.of(new OpenSshPeer(script, port));
  }

  @Override
  public String name() {
    return "OpenSSH ssh";
  }

  @Override
  public Sample bulk(long bytes, int times) throws IOException, InterruptedException {
    return repeat("show netauto-bulk " + bytes, times);
  }

  @Override
  public Sample login(int times) throws IOException, InterruptedException {
    return repeat("show clock", times);
  }

  private Sample repeat(String command, int times) throws IOException, InterruptedException {
    double wall = 0;
    double cpu = 0;
    for (int i = 0; i < times; i++) {
      String[] seconds = ssh(command).split(" ", -1);
      wall += Double.parseDouble(seconds[0]) * 1000;
      cpu += (Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2])) * 1000;
    }
    return new Sample(wall, 0, cpu);
  }

  /** What {@code time} says: seconds of wall clock, user and system. */
  private String ssh(String command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("bash", "-c", TIMED, "ssh", "-F", "/dev/null"));
    for (String option :
        List.of(
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "GlobalKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "PreferredAuthentications=password",
            "Ciphers=aes128-gcm@openssh.com")) {
      line.add("-o");
      line.add(option);
    }
    line.addAll(
        List.of(
            "-p",
            Integer.toString(port),
            FleetProcess.USERNAME + "@" + FleetProcess.HOST,
            command));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("SSH_ASKPASS", askpass.toString());
    builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    // Its input stays open: the simulated device takes the end of input for the end of the session.
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IOException("ssh did not end within 60 s.");
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String last = said.strip().lines().reduce("", (before, each) -> each);
    if (process.exitValue() != 0 || !last.matches("[0-9.]+ [0-9.]+ [0-9.]+")) {
      throw new IOException("ssh failed: " + said);
    }
    return last;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(askpass);
  }
}
