package io.netauto.benchmarks;

import io.netauto.benchmarks.Peer.Sample;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All who talk to one device. They take part in each round in turns, so that what else the machine
 * does hits all alike, and ratios are taken within a round.
 */
final class Peers implements AutoCloseable {
  private static final int LINEAR_MEGABYTES = 2;
  private static final int MOST_PASSES = 8;

  /** What the compiler may still do in a pass of some ten seconds. */
  private static final long SETTLED_MILLIS = 500;

  private static final String NETMIKO = "netmiko";

  private final Device device;
  private final Figures figures;
  private final List<Peer> all = new ArrayList<>();
  private final List<Peer> order = new ArrayList<>();

  private Peers(Device device, Figures figures) {
    this.device = device;
    this.figures = figures;
  }

  static Peers of(Device device, Figures figures) throws Exception {
    Peers peers = new Peers(device, figures);
    boolean complete = false;
    try {
      peers.all.add(new DriverPeer(device));
      peers.all.add(new MinaPeer(device, false));
      peers.all.add(new MinaPeer(device, true));
      peers.add(OpenSshPeer.of(device), "ssh (Debian: openssh-client)");
      peers.add(PythonPeer.of(NETMIKO, device, 8), "netmiko (Debian: python3-netmiko)");
      peers.add(PythonPeer.of("asyncssh", device, 40), "asyncssh (Debian: python3-asyncssh)");
      peers.order.addAll(peers.all);
      complete = true;
      return peers;
    } finally {
      if (!complete) {
        peers.close();
      }
    }
  }

  private void add(Optional<? extends Peer> peer, String name) {
    peer.ifPresentOrElse(
        all::add, () -> figures.note(device.kind().title + ": missing here: " + name + "."));
  }

  private Peer own() {
    return all.getFirst();
  }

  /** Until the compiler has little left to do. */
  void warmUp() throws Exception {
    figures.progress(device.kind().title + ", warming up");
    long compiling = Long.MAX_VALUE;
    for (int pass = 0; pass < MOST_PASSES && compiling > SETTLED_MILLIS; pass++) {
      long before = compiledMillis();
      for (Peer peer : all.subList(0, 3)) {
        peer.commands(Shape.SMALL, 2_400);
        peer.sessions(Shape.SMALL, 80);
        peer.sessions(0, 40);
        peer.output(Shape.LARGE);
        peer.output(LINEAR_MEGABYTES * 1_000_000);
      }
      compiling = compiledMillis() - before;
    }
  }

  void round() throws Exception {
    long compiling = compiledMillis();
    for (Shape shape : Shape.values()) {
      Map<Peer, Sample> samples = new LinkedHashMap<>();
      for (Peer peer : order) {
        if (takesPart(peer, shape)) {
          samples.put(peer, sample(peer, shape));
        }
      }
      for (Peer peer : all) {
        Sample sample = samples.get(peer);
        if (sample != null) {
          note(shape, peer, sample);
        }
      }
      for (Peer peer : all.subList(1, all.size())) {
        Sample sample = samples.get(peer);
        if (sample != null) {
          compare(shape, peer, samples.getOrDefault(own(), sample), sample);
        }
      }
    }
    linear();
    figures.add(
        device.kind().title + ": JIT compiler at work while measuring",
        "ms",
        (double) (compiledMillis() - compiling));
    Collections.rotate(order, 1);
  }

  private static boolean takesPart(Peer peer, Shape shape) {
    return switch (shape) {
      case LOGIN, SESSION_4_KB, SESSION_200_KB -> true;
      case COMMAND, COLD -> peer.staysOpen();
      case OUTPUT -> !peer.name().startsWith(NETMIKO);
    };
  }

  /** For one repetition. */
  private static Sample sample(Peer peer, Shape shape) throws Exception {
    int times = peer.repetitions(shape.times);
    Sample sum =
        switch (shape) {
          case LOGIN, SESSION_4_KB, SESSION_200_KB -> peer.sessions(shape.bytes, times);
          case COMMAND -> peer.commands(shape.bytes, times);
          case OUTPUT -> peer.output(shape.bytes);
          case COLD -> peer.cold();
        };
    return new Sample(sum.wallMillis() / times, sum.cpuMillis() / times);
  }

  private void note(Shape shape, Peer peer, Sample sample) {
    String name = name(shape, peer.name());
    switch (shape) {
      case LOGIN, SESSION_4_KB, SESSION_200_KB, COMMAND ->
          figures.add(name + ": CPU", "ms", sample.cpuMillis());
      case OUTPUT -> {
        figures.add(name + ": speed", "MB/s", speed(sample));
        figures.add(name + ": CPU", "ms/MB", sample.cpuMillis() / (Shape.LARGE / 1e6));
      }
      case COLD -> {
        figures.add(name + ": CPU", "ms", sample.cpuMillis());
        figures.add(name + ": wall", "ms", sample.wallMillis());
      }
    }
  }

  private void compare(Shape shape, Peer peer, Sample mine, Sample other) {
    String name = ratio(shape, peer.name());
    if (shape == Shape.OUTPUT) {
      figures.add(name + ", speed", "ratio", speed(mine) / speed(other));
    }
    if (other.cpuMillis() > 0) {
      figures.add(name + ", CPU", "ratio", mine.cpuMillis() / other.cpuMillis());
    }
  }

  private static double speed(Sample sample) {
    return Shape.LARGE / 1e3 / sample.wallMillis();
  }

  /** As many bytes in small outputs as in the large one, so that both are as exact. */
  private void linear() throws Exception {
    int times = (int) (Shape.LARGE / 1_000_000 / LINEAR_MEGABYTES);
    double small = 0;
    for (int i = 0; i < times; i++) {
      small += own().output(LINEAR_MEGABYTES * 1_000_000L).cpuMillis();
    }
    double large = own().output(Shape.LARGE).cpuMillis();
    figures.add(linearName(), "ratio", large / small);
  }

  private String linearName() {
    return device.kind().title + ": CPU per MB of " + own().name() + ", 50 MB to 2 MB";
  }

  private String name(Shape shape, String peer) {
    return device.kind().title + ": " + shape.title + ", " + peer;
  }

  private String ratio(Shape shape, String peer) {
    return name(shape, own().name()) + " to " + peer;
  }

  private static long compiledMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  void judge() {
    figures.atMost("a", ratio(Shape.LOGIN, MinaPeer.NAME) + ", CPU", 1.25);
    for (Shape shape : List.of(Shape.SESSION_4_KB, Shape.SESSION_200_KB)) {
      figures.atMost("b", ratio(shape, MinaPeer.NAME) + ", CPU", 1.25);
      all.stream()
          .filter(peer -> peer.name().startsWith(NETMIKO))
          .forEach(peer -> figures.atMost("b", ratio(shape, peer.name()) + ", CPU", 0.4));
    }
    figures.atMost("c", name(Shape.COMMAND, own().name()) + ": CPU", 0.1);
    figures.atLeast("d", ratio(Shape.OUTPUT, MinaPeer.NAME) + ", speed", 0.8);
    figures.atMost("d, linear", linearName(), 1.5);
  }

  @Override
  public void close() throws Exception {
    for (Peer peer : all) {
      peer.close();
    }
  }
}
