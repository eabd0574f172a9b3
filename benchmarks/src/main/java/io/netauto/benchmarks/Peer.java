package io.netauto.benchmarks;

/** Somebody who talks to a device: NetAuto's driver, or what it is compared with. */
interface Peer extends AutoCloseable {
  String name();

  /** One command with so many bytes of output, so many times in a row. */
  Sample bulk(long bytes, int times) throws Exception;

  /** Login, first prompt, close, so many times in a row. */
  Sample login(int times) throws Exception;

  @Override
  void close() throws Exception;

  /**
   * The sum over all repetitions.
   *
   * @param wallMillis until the last byte had come
   * @param settleMillis from then until the peer said that it was done
   * @param cpuMillis of the client's process
   */
  record Sample(double wallMillis, double settleMillis, double cpuMillis) {}
}
