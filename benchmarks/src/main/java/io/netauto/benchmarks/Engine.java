package io.netauto.benchmarks;

import java.util.Optional;

/** What the driver costs the client, beside its peers, on both kinds of device. */
final class Engine {
  private Engine() {}

  static void measure(Figures figures) throws Exception {
    int rounds = Settings.number("NETAUTO_BENCH_ROUNDS", 3);
    String only = Settings.text("NETAUTO_BENCH_DEVICE");
    if (!only.equals(Device.Kind.SSHD.title)) {
      try (FleetProcess fleet = FleetProcess.start(1, Device.Kind.SIMULATOR.platform)) {
        measure(Device.simulated(fleet.ports().getFirst()), rounds, figures);
      }
    }
    if (!only.equals(Device.Kind.SIMULATOR.title)) {
      measureOpenSsh(rounds, figures);
    }
    figures.note(
        "CPU is that of the client's process, user and system; the device is another process."
            + " Wall runs until the peer says that it is done.");
    figures.note(
        "NetAuto finds the prompt, proves each end with an empty line and cleans every line"
            + " (Transcript). "
            + MinaPeer.NAME
            + " knows the prompt, throws the bytes away and types nothing but the command (on the"
            + " simulator, paging off before it); "
            + MinaPeer.SAME_LINES
            + " types what NetAuto types (set-up steps, empty line, farewell) and waits for each"
            + " prompt. ssh is a process and a login for each command, without a terminal."
            + " netmiko takes no part in 50 MB, which take it minutes.");
    figures.note(
        "Cold is a fresh process: its start, first login, prompt, close. ssh is always cold.");
  }

  private static void measureOpenSsh(int rounds, Figures figures) throws Exception {
    Optional<OpenSshServer> server = OpenSshServer.start(Shape.LARGE);
    if (server.isEmpty()) {
      figures.note("Missing here: sshd (Debian: openssh-server), so nothing is said of it.");
      return;
    }
    try (OpenSshServer running = server.get()) {
      measure(running.device(), rounds, figures);
    }
  }

  private static void measure(Device device, int rounds, Figures figures) throws Exception {
    try (Peers peers = Peers.of(device, figures)) {
      peers.warmUp();
      for (int round = 1; round <= rounds; round++) {
        figures.progress(device.kind().title + ", round " + round + " of " + rounds);
        peers.round();
      }
      peers.judge();
    }
  }
}
