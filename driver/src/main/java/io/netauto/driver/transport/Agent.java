package io.netauto.driver.transport;

import io.netauto.driver.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * An SSH agent behind a Unix socket (draft-miller-ssh-agent). The library knows the messages, but
 * reaches a socket only through a native library; here the JDK does it. Each request has a
 * connection of its own, so that sessions do not wait for each other.
 */
final class Agent extends AbstractAgentProxy {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 1 << 20;

  private final Path socket;

  Agent(Path socket) {
    super(null);
    this.socket = socket;
  }

  /** The keys it holds. */
  List<PublicKey> keys() throws NotConnected {
    try {
      List<PublicKey> keys = new ArrayList<>();
      for (Map.Entry<PublicKey, String> identity : getIdentities()) {
        keys.add(identity.getKey());
      }
      return keys;
    } catch (IOException | RuntimeException e) {
      if (e instanceof InterruptedIOException) {
        Thread.currentThread().interrupt();
        throw NetworkFailures.cancelled(e);
      }
      throw new NotConnected(
          new Failure(
              Failure.Cause.BAD_PRIVATE_KEY,
              "The SSH agent at " + socket + " gives no keys: " + e.getMessage() + ".",
              "the agent's keys",
              "",
              "Check that the agent runs and that this process may use its socket."),
          e);
    }
  }

  /** An agent names the signature by the key; the library expects the certificate's name back. */
  @Override
  public Map.Entry<String, byte[]> sign(
      SessionContext session, PublicKey key, String algorithm, byte[] data) throws IOException {
    Map.Entry<String, byte[]> made = super.sign(session, key, algorithm, data);
    boolean ofCertificate =
        key instanceof OpenSshCertificate
            && made.getKey().equals(KeyUtils.getSignatureAlgorithm(algorithm, key));
    return ofCertificate ? Map.entry(algorithm, made.getValue()) : made;
  }

  @Override
  protected Buffer request(Buffer request) throws IOException {
    CompletableFuture<Buffer> answer = new CompletableFuture<>();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Thread.ofVirtual()
          .name("agent")
          .start(
              () -> {
                try {
                  answer.complete(exchange(channel, request));
                } catch (IOException | RuntimeException e) {
                  answer.completeExceptionally(e);
                }
              });
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + LIMIT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private static Buffer exchange(SocketChannel channel, Buffer request) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(request.array(), request.rpos(), request.available());
    while (out.hasRemaining()) {
      channel.write(out);
    }
    int length = fill(channel, ByteBuffer.allocate(Integer.BYTES)).getInt();
    if (length < 1 || length > LONGEST_ANSWER) {
      throw new IOException("an answer of " + length + " bytes");
    }
    return new ByteArrayBuffer(fill(channel, ByteBuffer.allocate(length)).array());
  }

  private static ByteBuffer fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the agent closed the connection");
      }
    }
    return buffer.flip();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // Each request closes its own connection.
  }

  @Override
  public String toString() {
    return socket.toString();
  }
}
