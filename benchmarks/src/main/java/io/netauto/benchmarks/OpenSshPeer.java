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

/**
 * OpenSSH's {@code ssh}, writing to nowhere: one process, and so one login, for each command, and
 * no terminal.
 */
final class OpenSshPeer implements Peer {
  private static final String TIMED = "TIMEFORMAT='%R %U %S'; time ssh \"$@\" >/dev/null";

  private static final int MOST = 6;

  private final Path askpass;
  private final Device device;

  private OpenSshPeer(Path askpass, Device device) {
    this.askpass = askpass;
    this.device = device;
  }

  /** Empty when there is no {@code ssh} on the path. */
  static Optional<OpenSshPeer> of(Device device) throws IOException, InterruptedException {
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
    return Optional.of(new OpenSshPeer(script, device));
  }

  @Override
  public String name() {
    return "OpenSSH ssh";
  }

  @Override
  public int repetitions(int wanted) {
    return Math.min(wanted, MOST);
  }

  @Override
  public boolean staysOpen() {
    return false;
  }

  @Override
  public Sample sessions(long bytes, int times) throws IOException, InterruptedException {
    return repeat(bytes == 0 ? device.kind().nothing : device.printing(bytes), times);
  }

  @Override
  public Sample commands(long bytes, int times) throws IOException, InterruptedException {
    return sessions(bytes, times);
  }

  @Override
  public Sample output(long bytes) throws IOException, InterruptedException {
    return sessions(bytes, 1);
  }

  @Override
  public Sample cold() throws IOException, InterruptedException {
    return sessions(0, 1);
  }

  private Sample repeat(String command, int times) throws IOException, InterruptedException {
    double wall = 0;
    double cpu = 0;
    for (int i = 0; i < times; i++) {
      String[] seconds = ssh(command).split(" ", -1);
      wall += Double.parseDouble(seconds[0]) * 1000;
      cpu += (Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2])) * 1000;
    }
    return new Sample(wall, cpu);
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
            "PreferredAuthentications=" + (device.keyFile().isEmpty() ? "password" : "publickey"),
            "Ciphers=aes128-gcm@openssh.com")) {
      line.add("-o");
      line.add(option);
    }
    if (!device.keyFile().isEmpty()) {
      line.addAll(List.of("-o", "IdentitiesOnly=yes", "-i", device.keyFile()));
    }
    line.addAll(
        List.of(
            "-p", Integer.toString(device.port()), device.username() + "@" + Device.HOST, command));
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
