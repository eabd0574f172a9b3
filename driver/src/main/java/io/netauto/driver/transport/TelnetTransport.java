package io.netauto.driver.transport;

import java.io.IOException;

/** A stream of bytes with the Telnet protocol taken out of it. */
final class TelnetTransport implements Transport {
  private final Transport wire;
  private final TelnetProtocol protocol;

  TelnetTransport(Transport wire, TelnetProtocol protocol) {
    this.wire = wire;
    this.protocol = protocol;
  }

  @Override
  public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    while (true) {
      int n = wire.read(buffer, deadline);
      if (n <= 0) {
        return n;
      }
      int own = protocol.received(buffer, 0, n);
      byte[] answers = protocol.answers();
      if (answers != null) {
        wire.write(answers);
      }
      if (own > 0) {
        return own;
      }
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    wire.write(protocol.typed(bytes));
  }

  @Override
  public void onEnd(Runnable action) {
    wire.onEnd(action);
  }

  @Override
  public void abort() {
    wire.abort();
  }

  @Override
  public void close() {
    wire.close();
  }
}
