package io.netauto.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The lab of real devices (lab/README.md), brought up once for all tests and taken down after the
 * last one. A class gets it by {@code @ExtendWith(Lab.Once.class)} and a parameter of this type.
 *
 * <p>A fault lasts until it is closed: {@code try (var fault = lab.cut("r2", "eth1")) { … }}. A lab
 * that was up before the tests stays up after them.
 */
final class Lab implements AutoCloseable {
  static final String ADMIN = "admin";
  static final String ADMIN_PASSWORD = "admin-pass";
  static final String OPS = "ops";
  static final String OPS_PASSWORD = "ops-pass";
  static final String ENABLE_PASSWORD = "enable-pass";

  private final Path program = Project.root().resolve("lab/lab");
  private final FileChannel turn;
  private final boolean wasUp;
  private final Path folder;
  private final Map<String, Device> devices;

  /**
   * A way to a node, as the lab's own list has it; {@code via} is empty or the node of the jump
   * host.
   */
  record Device(
      String name,
      String host,
      int port,
      String protocol,
      String os,
      String user,
      String password,
      String via) {}

  /** Something broken, until it is closed. */
  interface Fault extends AutoCloseable {
    @Override
    void close();
  }

  /** Gives the lab to a test class. */
  static final class Once extends io.netauto.e2e.Once<Lab> {
    Once() {
      super(Lab.class, Lab::new);
    }
  }

  private Lab() {
    Needs.root();
    for (String name : List.of("ssh", "sshd", "ip", "nft", "vtysh", "bird", "lldpd", "socat")) {
      Needs.program(name, "apt-get install $(lab/lab packages)");
    }
    folder = Path.of(lab(Duration.ofSeconds(5), "dir").out().strip());
    turn = takeTurn(folder);
    wasUp =
        Pattern.compile("(?m)^r1 +up ").matcher(lab(Duration.ofSeconds(20), "status").out()).find();
    lab(Duration.ofSeconds(120), "up");
    devices = readDevices(folder.resolve("inventory.csv"));
    awaitOspf();
  }

  /** There is one lab on a machine: a second run of tests waits until the first is over. */
  private static FileChannel takeTurn(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel file =
          FileChannel.open(
              folder.resolve(".tests.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      CompletableFuture.runAsync(
              () -> {
                try {
                  file.lock();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              Thread::startVirtualThread)
          .orTimeout(15, TimeUnit.MINUTES)
          .join();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Device> readDevices(Path csv) {
    try {
      Map<String, Device> devices = new LinkedHashMap<>();
      for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
        String[] f = line.split(",", 9);
        devices.put(
            f[0], new Device(f[0], f[1], Integer.parseInt(f[2]), f[3], f[4], f[5], f[6], f[7]));
      }
      return devices;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Device> devices() {
    return List.copyOf(devices.values());
  }

  /** By the name in the lab's list: a node, or r2-telnet and r2-zebra. */
  Device device(String name) {
    Device device = devices.get(name);
    if (device == null) {
      throw new IllegalArgumentException("No '" + name + "' in the lab: " + devices.keySet());
    }
    return device;
  }

  /** The configuration with which {@code ssh -F} reaches every node by name. */
  Path sshConfig() {
    return folder.resolve("ssh.cfg");
  }

  /** A private key that all nodes take. */
  Path clientKey() {
    return folder.resolve("keys/id_ed25519");
  }

  /** The public host key of a node, as in a known_hosts file after the name. */
  String hostKey(String node) {
    try {
      return Files.readString(
          folder.resolve("keys/host/" + node + (node.equals("r6") ? "/rsa.pub" : "/ed25519.pub")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the real OpenSSH client gets, within 20 seconds; logs in by key as admin, or as {@code
   * user@node}.
   */
  Command.Result ssh(String node, String command) {
    return ssh(node, command, Duration.ofSeconds(20));
  }

  Command.Result ssh(String node, String command, Duration limit) {
    return Command.of("ssh", "-F", sshConfig(), "-o", "BatchMode=yes", node, command)
        .within(limit)
        .run();
  }

  /** Runs a command inside the node as root: the console cable. */
  Command.Result exec(String node, String... command) {
    List<String> words = new ArrayList<>(List.of("exec", node));
    words.addAll(List.of(command));
    return lab(Duration.ofSeconds(30), words.toArray(String[]::new));
  }

  /** One vtysh command on the console. */
  String vty(String node, String command) {
    return lab(Duration.ofSeconds(30), "vty", node, command).out();
  }

  void awaitOspf() {
    lab(Duration.ofSeconds(70), "waitospf", "60");
  }

  Fault cut(String node, String link) {
    return fault(List.of("cut", node, link), List.of("uncut", node, link));
  }

  Fault lossy(String node, String link, int percent) {
    return fault(
        List.of("lossy", node, link, Integer.toString(percent)), List.of("unlossy", node, link));
  }

  /** Limits the rate; {@code rate} is as tc writes it, for example 20kbit. */
  Fault slow(String node, String link, String rate) {
    return fault(List.of("slow", node, link, rate), List.of("unslow", node, link));
  }

  /** Nothing listens on port 22; sessions that are open go on. */
  Fault sshdGone(String node) {
    return fault(List.of("sshd", node, "kill"), List.of("sshd", node, "start"));
  }

  /** Connections are accepted and never answered. */
  Fault sshdFrozen(String node) {
    return fault(List.of("sshd", node, "freeze"), List.of("sshd", node, "thaw"));
  }

  Fault resetAfter(String node, int bytes) {
    return limited("resetafter", node, bytes);
  }

  Fault freezeAfter(String node, int bytes) {
    return limited("freezeafter", node, bytes);
  }

  private Fault limited(String verb, String node, int bytes) {
    Fault fault = fault(List.of(verb, node, Integer.toString(bytes)), List.of(verb, node, "off"));
    return () -> {
      fault.close();
      lab(Duration.ofSeconds(60), "start", node); // flaky gets its own limit again
    };
  }

  /** Packets to port 22 are dropped. */
  Fault blackhole(String node) {
    return fault(List.of("blackhole", node, "on"), List.of("blackhole", node, "off"));
  }

  /** The whole node is off; it comes back with its first configuration. */
  Fault stopped(String node) {
    return fault(List.of("stop", node), List.of("start", node));
  }

  /** Breaks the sessions that are open now. */
  void resetSessions(String node) {
    lab(Duration.ofSeconds(20), "rst", node);
  }

  private Fault fault(List<String> begin, List<String> end) {
    lab(Duration.ofSeconds(60), begin.toArray(String[]::new));
    return () -> lab(Duration.ofSeconds(60), end.toArray(String[]::new));
  }

  private Command.Result lab(Duration limit, String... words) {
    List<Object> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(words));
    return Command.of(command.toArray()).within(limit).run().ok();
  }

  @Override
  public void close() throws IOException {
    try (turn) {
      if (!wasUp) {
        lab(Duration.ofSeconds(60), "down");
      }
    }
  }
}
