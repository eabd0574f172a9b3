package io.netauto.benchmarks;

import io.netauto.benchmarks.Peer.Sample;

/** Wall clock and CPU of work that this process does. */
final class Measured {
  private Measured() {}

  interface Work {
    void run() throws Exception;
  }

  static Sample of(Work work) throws Exception {
    System.gc();
    long began = System.nanoTime();
    long cpu = Cpu.own();
    work.run();
    long used = Cpu.own() - cpu;
    return new Sample((System.nanoTime() - began) / 1e6, used / 1e6);
  }
}
