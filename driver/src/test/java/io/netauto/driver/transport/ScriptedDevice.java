package io.netauto.driver.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A {@link ReplayTransport} of a script, made step by step. */
public final class ScriptedDevice implements Transport {
  /** How the bytes are cut. */
  public enum Cut {
    WHOLE,
    RANDOM,
    ONE_BYTE
  }

  private final Cut cut;
  private final long seed;
  private final int pauseMillis;
  private boolean answersEmptyLines = true;
  private Replay replay = new Replay(List.of());
  private ReplayTransport transport = new ReplayTransport(replay);

  public ScriptedDevice(Cut cut, long seed, int pauseMillis) {
    this.cut = cut;
    this.seed = seed;
    this.pauseMillis = pauseMillis;
  }

  public ScriptedDevice script(String text) {
    replay = Replay.parse(text);
    return begin();
  }

  public ScriptedDevice deafToEmptyLines() {
    answersEmptyLines = false;
    return begin();
  }

  private ScriptedDevice begin() {
    transport =
        new ReplayTransport(
            replay,
            ReplayTransport.Cut.valueOf(cut.name()),
            seed,
            Duration.ofMillis(pauseMillis),
            answersEmptyLines);
    return this;
  }

  @Override
  public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    return transport.read(buffer, deadline);
  }

  @Override
  public void write(byte[] bytes) {
    transport.write(bytes);
  }

  public List<String> unexpected() {
    return transport.unexpected();
  }

  public boolean isAborted() {
    return transport.isAborted();
  }

  @Override
  public void abort() {
    transport.abort();
  }

  @Override
  public void close() {
    transport.close();
  }
}
