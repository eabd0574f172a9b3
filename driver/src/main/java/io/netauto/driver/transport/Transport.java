package io.netauto.driver.transport;

import io.netauto.driver.Negotiated;
import java.io.IOException;
import java.util.Optional;

/** A two-way stream of bytes with a device. Read and written by one thread, closed by any. */
public interface Transport extends AutoCloseable {
  /** No byte came before the deadline. */
  int TIMEOUT = 0;

  /** The device closed the stream in order. */
  int END = -1;

  /**
   * Waits for bytes.
   *
   * @return how many bytes were put into {@code buffer}, {@link #TIMEOUT} or {@link #END}
   * @throws IOException when the connection was lost, or closed on this side
   * @throws InterruptedException when the thread was interrupted before or while it waited
   */
  int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException;

  void write(byte[] bytes) throws IOException;

  /** What an SSH connection is protected with. */
  default Optional<Negotiated> negotiated() {
    return Optional.empty();
  }

  /**
   * Has this done once when no byte will come any more, because either side ended the stream; at
   * once when that is so already. Done on a thread of the transport, which must not be held.
   */
  default void onEnd(Runnable action) {}

  /** Drops what came and what comes until {@link #unpark()}, where the transport can do that. */
  default void park() {}

  /** Keeps again what comes. */
  default void unpark() {}

  /** Ends the stream and the connection at once; a blocked read ends. */
  void abort();

  /** Ends the stream in order, at most for a second or so, then like {@link #abort()}. */
  @Override
  void close();
}
