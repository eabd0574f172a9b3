package io.netauto.benchmarks;

/** Somebody who talks to a device: NetAuto's driver, or what it is compared with. */
interface Peer extends AutoCloseable {
  String name();

  /** How many of so many repetitions it takes for a figure; the slow take few. */
  int repetitions(int most);

  /** Whether a process has more than one session, and a session more than one command. */
  boolean staysOpen();

  /**
   * So many sessions: login, first prompt, one command with so many bytes of output (none for 0),
   * close.
   */
  Sample sessions(long bytes, int times) throws Exception;

  /** One more command with so many bytes of output, so many times, on sessions that are open. */
  Sample commands(long bytes, int times) throws Exception;

  /** One command with so many bytes of output on an open session, alone. */
  Sample output(long bytes) throws Exception;

  /** A fresh process: its start, login, first prompt, close. */
  Sample cold() throws Exception;

  @Override
  void close() throws Exception;

  /**
   * The sum over all repetitions.
   *
   * @param wallMillis until the peer said that it was done
   * @param cpuMillis of the client's process
   */
  record Sample(double wallMillis, double cpuMillis) {}
}
