package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.platform.Platforms;
import io.netauto.driver.transport.LinesFull;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device without a free line is told apart from one that refuses the user a session. */
@Timeout(60)
class LinesFullTest {
  private final Driver driver = Drivers.sshAndTelnet();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    driver.close();
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
  }

  private Failure failure(Target target) {
    OpenResult result =
        driver.open(
            target,
            Login.password("admin", "pw"),
            Platforms.builtIn().get("cisco_ios"),
            HostKeys.trustAll(),
            TestOptions.with(Algorithms.modern()),
            io.netauto.driver.SessionListener.none());
    assertThat(result).isInstanceOf(OpenResult.NotOpened.class);
    return ((OpenResult.NotOpened) result).failure();
  }

  private void isFull(Target target, String words) {
    Failure failure = failure(target);
    assertThat(failure.cause()).as(failure.toString()).isEqualTo(Cause.LINES_FULL);
    assertThat(failure.summary()).contains("all its lines are taken").contains(words);
    assertThat(failure.advice()).contains("show users");
  }

  private FakeDevice device() throws Exception {
    FakeDevice device = new FakeDevice();
    toClose.add(device);
    return device;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "% No more lines",
        "Too many sessions",
        "% Sorry, session limit reached.",
        "Too many sessions, try again later",
        "SSH session limit reached, try again later",
        "Too many users already logged in",
        "All user interfaces are used, please try later!",
        "Exceeded MaxStartups",
        "No free vty lines",
        "Maximum number of concurrent SSH sessions exceeded"
      })
  void the_words_of_devices_are_known(String words) throws Exception {
    assertThat(LinesFull.said(words)).isTrue();
    isFull(says("\r\n" + words + "\r\n", true), words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your session has expired",
        "line con 0 is now available",
        "Connection closed by foreign host",
        "% Authentication failed",
        "Too many authentication failures"
      })
  void other_words_are_not(String words) {
    assertThat(LinesFull.said(words)).isFalse();
  }

  /** A device that accepts, says this and hangs up. */
  private Target says(String text, boolean telnet) throws Exception {
    ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    toClose.add(listening);
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket socket = listening.accept()) {
                OutputStream out = socket.getOutputStream();
                out.write(text.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                socket.shutdownOutput();
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
              } catch (java.io.IOException e) {
                // The client is gone.
              }
            });
    return telnet
        ? Target.telnet("127.0.0.1", listening.getLocalPort())
        : new Target("127.0.0.1", listening.getLocalPort());
  }

  @Test
  void words_in_place_of_the_ssh_greeting() throws Exception {
    isFull(says("% No more lines\r\n", false), "% No more lines");
    assertThat(failure(says("Go away\r\n", false)).cause()).isNotEqualTo(Cause.LINES_FULL);
  }

  @Test
  void a_refused_channel() throws Exception {
    FakeDevice device = device();
    device.server.setChannelFactories(
        List.of(
            new ChannelSessionFactory() {
              @Override
              public Channel createChannel(Session session) {
                return new Refused();
              }
            }));
    device.start();
    isFull(device.target(), "channel");
  }

  private static final class Refused extends ChannelSession {
    @Override
    public OpenFuture open(long recipient, long window, long packet, Buffer buffer) {
      DefaultOpenFuture refused = new DefaultOpenFuture(this, this);
      refused.setException(
          new SshChannelOpenException(
              getChannelId(), SshConstants.SSH_OPEN_RESOURCE_SHORTAGE, "no line"));
      return refused;
    }
  }

  @Test
  void a_disconnect_at_the_login() throws Exception {
    FakeDevice device = device();
    device.server.setPasswordAuthenticator(
        (user, password, session) -> {
          try {
            session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "Too many sessions");
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          // As a device does: it answers nothing after its farewell.
          throw new AsyncAuthException();
        });
    device.start();
    isFull(device.target(), "Too many sessions");
  }

  @Test
  void a_disconnect_in_the_key_exchange() throws Exception {
    FakeDevice device = device();
    device.server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionEvent(Session session, Event event) {
            if (event == Event.KexCompleted) {
              try {
                session.disconnect(
                    SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS, "try again later");
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            }
          }
        });
    device.start();
    isFull(device.target(), "try again later");
  }

  @Test
  void a_user_without_a_right_to_a_shell_is_no_full_device() throws Exception {
    FakeDevice device = device();
    device.server.setShellFactory(null);
    device.start();
    assertThat(failure(device.target()).cause()).isEqualTo(Cause.SESSION_REFUSED);
  }
}
