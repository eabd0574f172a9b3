package io.netauto.driver.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes to a peer that takes nothing until it is told to. */
@Timeout(60)
class SshIoSessionTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SshClient client = SshClient.setUpDefaultClient();
  private SshLoops loops;
  private ServerSocket listening;
  private IoSession session;
  private Socket peer;

  private static final class Nothing implements IoHandler {
    @Override
    public void sessionCreated(IoSession session) {}

    @Override
    public void sessionClosed(IoSession session) {}

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {}

    @Override
    public void messageReceived(IoSession session, Readable message) {}
  }

  @BeforeEach
  void connect() throws Exception {
    client.start();
    loops = new SshLoops(client, new Nothing());
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    IoConnectFuture connecting =
        loops.connect(
            new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort()),
            null,
            null);
    assertThat(connecting.await(LIMIT)).isTrue();
    session = connecting.getSession();
    peer = listening.accept();
    peer.setSoTimeout((int) LIMIT.toMillis());
  }

  @AfterEach
  void close() throws Exception {
    assertThat(session.close(true).await(LIMIT)).isTrue();
    assertThat(loops.close(true).await(LIMIT)).isTrue();
    peer.close();
    listening.close();
    client.stop();
  }

  @Test
  void what_a_peer_does_not_take_at_once_is_written_when_it_does() throws Exception {
    Random random = new Random(1);
    CRC32 sent = new CRC32();
    long total = 0;
    List<IoWriteFuture> writes = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] piece = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(piece);
      sent.update(piece);
      total += piece.length;
      writes.add(session.writeBuffer(new ByteArrayBuffer(piece)));
    }
    assertThat(writes.getLast().isDone()).as("more than the sockets hold").isFalse();
    CRC32 came = new CRC32();
    InputStream in = peer.getInputStream();
    byte[] buffer = new byte[60_000];
    for (long left = total; left > 0; ) {
      int n = in.read(buffer);
      assertThat(n).isPositive();
      came.update(buffer, 0, n);
      left -= n;
    }
    assertThat(came.getValue()).isEqualTo(sent.getValue());
    for (IoWriteFuture write : writes) {
      assertThat(write.verify(LIMIT).isWritten()).isTrue();
    }
  }

  @Test
  void a_write_to_a_connection_that_is_gone_fails() throws Exception {
    peer.setSoLinger(true, 0);
    peer.close();
    IoWriteFuture write;
    do {
      write = session.writeBuffer(new ByteArrayBuffer(new byte[100]));
      assertThat(write.await(LIMIT)).isTrue();
    } while (write.isWritten());
    assertThat(write.getException()).isNotNull();
  }
}
