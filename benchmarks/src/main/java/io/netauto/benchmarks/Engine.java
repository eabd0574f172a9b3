package io.netauto.benchmarks;

import io.netauto.benchmarks.Peer.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the driver costs the client, beside its peers. All take part in each round, in turns, so
 * that what else the machine does hits all alike.
 */
final class Engine {
  static final String PLATFORM = "cisco_nxos";

  private static final long MEGABYTE = 1_000_000;
  private static final int SMALL = 2;
  private static final int LARGE = 50;

  /** The promise: a megabyte of a large output costs as much as one of a small, within this. */
  private static final double LINEAR = 1.5;

  private static final String CPU_RATIO = "50 MB to 2 MB, NetAuto: CPU per MB";
  private static final String WALL_RATIO = "50 MB to 2 MB, NetAuto: wall per MB";

  private Engine() {}

  static void measure(Figures figures) throws Exception {
    int rounds = Settings.number("NETAUTO_BENCH_ROUNDS", 5);
    List<Peer> peers = new ArrayList<>();
    try (FleetProcess fleet = FleetProcess.start(1, PLATFORM)) {
      int port = fleet.ports().getFirst();
      try {
        DriverPeer driver = new DriverPeer(port);
        peers.add(driver);
        MinaPeer mina = new MinaPeer(port, "bench-1# ");
        peers.add(mina);
        TransportPeer transport = new TransportPeer(port, "bench-1# ");
        peers.add(transport);
        add(peers, OpenSshPeer.at(port), "OpenSSH's ssh", figures);
        add(peers, NetmikoPeer.at(port), "netmiko (Debian: python3-netmiko)", figures);
        figures.progress("warming up");
        for (int i = 0; i < 3; i++) {
          for (Peer peer : List.of(driver, transport, mina)) {
            peer.bulk(SMALL * MEGABYTE, 25);
            peer.bulk(LARGE * MEGABYTE, 2);
            peer.bulk(4096, 100);
            peer.login(60);
          }
        }
        List<Peer> order = new ArrayList<>(peers);
        for (int round = 1; round <= rounds; round++) {
          figures.progress("round " + round + " of " + rounds);
          large(order, figures, driver);
          small(List.of(driver, transport, mina), figures);
          Collections.rotate(order, 1);
        }
      } finally {
        for (Peer peer : peers) {
          peer.close();
        }
      }
    }
    judge(figures, CPU_RATIO);
    judge(figures, WALL_RATIO);
    figures.note(
        "Wall runs from the command to the last byte of the prompt. NetAuto then waits for a moment"
            + " of silence before it believes the end; that is a figure of its own, and costs no"
            + " CPU.");
    figures.note(
        "CPU is that of the client's process; the device is another. NetAuto finds the prompt and"
            + " cleans every line (Transcript); MINA SSHD alone throws the bytes away; ssh logs in"
            + " for each command.");
    figures.note(
        "Of a login, NetAuto's share includes the platform's set-up: paging off and width, with"
            + " the prompt awaited after each.");
  }

  private static void add(
      List<Peer> peers, Optional<? extends Peer> peer, String name, Figures figures) {
    peer.ifPresentOrElse(peers::add, () -> figures.note("Missing here: " + name + "."));
  }

  private static void large(List<Peer> order, Figures figures, Peer own) throws Exception {
    List<Sample> samples = new ArrayList<>();
    for (Peer peer : order) {
      // As many bytes in small outputs as in the large one, so that both are as exact.
      boolean inside = !(peer instanceof OpenSshPeer || peer instanceof NetmikoPeer);
      int times = inside ? LARGE / SMALL : 1;
      Sample two = peer.bulk(SMALL * MEGABYTE, times);
      Sample fifty = peer.bulk(LARGE * MEGABYTE, 1);
      samples.add(fifty);
      String name = peer.name();
      figures.add("50 MB, " + name + ": wall", "ms/MB", fifty.wallMillis() / LARGE);
      figures.add("50 MB, " + name + ": speed", "MB/s", LARGE / fifty.wallMillis() * 1000);
      figures.add("50 MB, " + name + ": client CPU", "ms/MB", fifty.cpuMillis() / LARGE);
      if (inside) {
        double each = (double) SMALL * times;
        figures.add("2 MB, " + name + ": wall", "ms/MB", two.wallMillis() / each);
        figures.add("2 MB, " + name + ": client CPU", "ms/MB", two.cpuMillis() / each);
        if (peer.equals(own)) {
          figures.add(CPU_RATIO, "ratio", fifty.cpuMillis() / LARGE / (two.cpuMillis() / each));
          figures.add(WALL_RATIO, "ratio", fifty.wallMillis() / LARGE / (two.wallMillis() / each));
          figures.add("silence before the end is believed", "ms", two.settleMillis() / times);
        }
      } else {
        figures.add("2 MB, " + name + ": client CPU", "ms", two.cpuMillis());
      }
    }
    Sample mine = samples.get(order.indexOf(own));
    for (int i = 0; i < order.size(); i++) {
      if (!order.get(i).equals(own)) {
        String name = order.get(i).name();
        figures.add(
            "50 MB, NetAuto to " + name + ": wall",
            "ratio",
            mine.wallMillis() / samples.get(i).wallMillis());
        figures.add(
            "50 MB, NetAuto to " + name + ": client CPU",
            "ratio",
            mine.cpuMillis() / samples.get(i).cpuMillis());
      }
    }
  }

  private static void small(List<Peer> peers, Figures figures) throws Exception {
    int commands = 100;
    int logins = 40;
    for (Peer peer : peers) {
      double cpu = peer.bulk(4096, commands).cpuMillis() / commands;
      figures.add("4 KB on an open session, " + peer.name() + ": client CPU", "ms", cpu);
    }
    for (Peer peer : peers) {
      Sample login = peer.login(logins);
      String name = "login, prompt, close, " + peer.name();
      figures.add(name + ": client CPU", "ms", login.cpuMillis() / logins);
      figures.add(name + ": wall", "ms", login.wallMillis() / logins);
    }
  }

  private static void judge(Figures figures, String ratio) {
    double median = figures.median(ratio);
    if (median > LINEAR || median < 1 / LINEAR) {
      figures.broken("%s is %.2f; it must be within %.1f of 1.".formatted(ratio, median, LINEAR));
    }
  }
}
