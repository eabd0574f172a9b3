package io.netauto.cli.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** A stream that ends with {@link HttpTimeoutException} when it is silent or lasts for too long. */
final class IdleLimitedStream extends FilterInputStream {
  private final Duration idle;
  private final long end;
  private final Thread watch;
  private volatile long lastByte = System.nanoTime();
  private volatile boolean expired;

  IdleLimitedStream(InputStream in, Duration idle, Duration limit) {
    super(in);
    this.idle = idle;
    this.end = lastByte + limit.toNanos();
    this.watch = Thread.ofVirtual().start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        long now = System.nanoTime();
        long left = Math.min(lastByte + idle.toNanos() - now, end - now);
        if (left <= 0) {
          break;
        }
        Thread.sleep(Duration.ofNanos(left));
      }
      expired = true;
      in.close();
    } catch (InterruptedException | IOException e) {
      // Closed by the reader, or broken already: nothing is left to guard.
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = super.read(bytes, offset, length);
    } catch (IOException e) {
      throw expired ? silent() : e;
    }
    if (expired) {
      throw silent();
    }
    lastByte = System.nanoTime();
    return count;
  }

  private HttpTimeoutException silent() {
    return new HttpTimeoutException("nothing came for " + idle.toSeconds() + " seconds");
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    super.close();
  }
}
