package io.netauto.driver.transport;

import io.netauto.driver.Negotiated;
import java.io.IOException;
import java.util.Optional;

/** A transport of which some bytes were read already; they are read first. */
final class ReadAhead implements Transport {
  private final Transport rest;
  private byte[] ahead;
  private int at;

  ReadAhead(byte[] ahead, Transport rest) {
    this.ahead = ahead;
    this.rest = rest;
  }

  @Override
  public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    if (at == ahead.length) {
      ahead = new byte[0];
      at = 0;
      return rest.read(buffer, deadline);
    }
    int n = Math.min(buffer.length, ahead.length - at);
    System.arraycopy(ahead, at, buffer, 0, n);
    at += n;
    return n;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    rest.write(bytes);
  }

  @Override
  public Optional<Negotiated> negotiated() {
    return rest.negotiated();
  }

  @Override
  public void onEnd(Runnable action) {
    rest.onEnd(action);
  }

  @Override
  public void abort() {
    rest.abort();
  }

  @Override
  public void close() {
    rest.close();
  }
}
