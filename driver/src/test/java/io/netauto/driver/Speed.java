package io.netauto.driver;

import io.netauto.driver.platform.Platforms;
import io.netauto.driver.session.OpenSession;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.Transport;
import java.nio.charset.StandardCharsets;

/** Measures the engine and the transcript without a network: {@code KEEP_OUTPUT_BYTES}. */
final class Speed {
  private Speed() {}

  public static void main(String[] args) {
    byte[] block =
        "interface GigabitEthernet0/0/0/1 description to somewhere far away\r\n"
            .repeat(700)
            .getBytes(StandardCharsets.US_ASCII);
    for (int round = 0; round < 6; round++) {
      long[] lines = new long[1];
      Transcript transcript =
          new Transcript(StandardCharsets.UTF_8, Transcript.State.initial(), line -> lines[0]++);
      long begin = System.nanoTime();
      long bytes = 0;
      while (bytes < 200_000_000) {
        transcript.bytes(block, 0, block.length);
        bytes += block.length;
      }
      System.out.printf("transcript %.0f MB/s%n", bytes * 1e3 / (System.nanoTime() - begin));
      SessionOptions d = SessionOptions.defaults();
      SessionOptions options =
          new SessionOptions(
              d.connect(),
              d.handshake(),
              d.authentication(),
              d.prompt(),
              d.silence(),
              d.command(),
              d.columns(),
              d.rows(),
              Integer.parseInt(args[0]),
              d.charset(),
              d.algorithms());
      OpenResult opened =
          new OpenSession(
                  new Endless(block, 200_000_000),
                  Login.password("a", "b"),
                  Platforms.builtIn().get("frr"),
                  options,
                  SessionListener.none(),
                  s -> {})
              .open();
      Session session = ((OpenResult.Opened) opened).session();
      begin = System.nanoTime();
      CommandResult result = session.run("bulk");
      System.out.printf(
          "engine %.0f MB/s %s%n",
          result.output().bytes() * 1e3 / (System.nanoTime() - begin),
          result.getClass().getSimpleName());
    }
  }

  /** Answers the first line like a prompt and the second with much. */
  private static final class Endless implements Transport {
    private final byte[] block;
    private long left;
    private byte[] waiting = "r1# ".getBytes(StandardCharsets.US_ASCII);
    private boolean bulk;

    Endless(byte[] block, long left) {
      this.block = block;
      this.left = left;
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws InterruptedException {
      if (waiting.length > 0) {
        int n = waiting.length;
        System.arraycopy(waiting, 0, buffer, 0, n);
        waiting = new byte[0];
        return n;
      }
      if (bulk) {
        int n = Math.min(block.length, buffer.length);
        System.arraycopy(block, 0, buffer, 0, n);
        left -= n;
        if (left <= 0) {
          bulk = false;
          waiting = "r1# ".getBytes(StandardCharsets.US_ASCII);
        }
        return n;
      }
      long nanos = deadline.remainingNanos();
      if (nanos > 0) {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      }
      return TIMEOUT;
    }

    @Override
    public void write(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.US_ASCII).strip();
      bulk = text.equals("bulk");
      waiting = (text + "\r\n" + (bulk ? "" : "r1# ")).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void abort() {}

    @Override
    public void close() {}
  }
}
