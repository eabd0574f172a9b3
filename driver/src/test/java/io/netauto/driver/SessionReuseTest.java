package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Session.State;
import io.netauto.driver.platform.Platforms;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that goes from one owner to the next. */
@Timeout(60)
class SessionReuseTest {
  private static final String LOG = "\r\n*Mar  1 00:00:01.003: %SYS-5-CONFIG_I: by noc\r\nr1# ";
  private final Driver driver = Drivers.ssh();
  private final FakeDevice device;

  SessionReuseTest() throws Exception {
    device = new FakeDevice().start();
  }

  @AfterEach
  void closeAll() throws Exception {
    driver.close();
    device.close();
  }

  /** An owner, who keeps what is heard and makes lines of it. */
  private static final class Owner implements SessionListener {
    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    final List<Mark> marks = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    final Transcript transcript =
        new Transcript(
            StandardCharsets.UTF_8,
            Transcript.State.initial(),
            line -> lines.add(line.part() + " " + line.text()));

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
      heard.write(buffer, offset, length);
      transcript.bytes(buffer, offset, length);
    }

    @Override
    public void mark(Mark mark) {
      marks.add(mark);
      transcript.mark(mark);
    }

    String text() {
      return heard.toString(StandardCharsets.UTF_8);
    }
  }

  private Session open(SessionListener owner) {
    return open(owner, Duration.ofSeconds(10));
  }

  private Session open(SessionListener owner, Duration connect) {
    SessionOptions d = TestOptions.with(Algorithms.modern());
    OpenResult result =
        driver.open(
            device.target(),
            Login.password("admin", "pw"),
            Platforms.builtIn().get("frr"),
            HostKeys.trustAll(),
            new SessionOptions(
                connect,
                d.handshake(),
                d.authentication(),
                d.prompt(),
                d.silence(),
                d.command(),
                d.columns(),
                d.rows(),
                d.keepOutput(),
                d.charset(),
                d.algorithms()),
            owner);
    assertThat(result).isInstanceOf(OpenResult.Opened.class);
    return ((OpenResult.Opened) result).session();
  }

  private static Failure notReopened(Session session, Cause cause) {
    OpenResult result = session.reopen(SessionListener.none());
    assertThat(result).isInstanceOf(OpenResult.NotOpened.class);
    Failure failure = ((OpenResult.NotOpened) result).failure();
    assertThat(failure.cause()).as(failure.toString()).isEqualTo(cause);
    assertThat(session.state()).isEqualTo(State.ENDED);
    return failure;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_next_owner_hears_a_session_as_if_new_and_nothing_of_the_first(boolean parked)
      throws Exception {
    Owner first = new Owner();
    Owner second = new Owner();
    try (Session session = open(first)) {
      assertThat(session.state()).isEqualTo(State.READY);
      session.run("one");
      assertThat(session.state()).isEqualTo(State.READY);
      if (parked) {
        assertThat(session.park()).isTrue();
        assertThat(session.state()).isEqualTo(State.READY);
      }
      device.say(LOG);
      String heardByFirst = first.text();
      OpenResult reopened = session.reopen(second);
      assertThat(reopened).isInstanceOf(OpenResult.Opened.class);
      assertThat(((OpenResult.Opened) reopened).session()).isSameAs(session);
      assertThat(((OpenResult.Opened) reopened).negotiated()).isPresent();
      assertThat(second.marks).containsExactly(new Mark.Ready("r1# "));
      assertThat(second.text()).isEqualTo("r1# ");
      assertThat(session.run("two").output().text()).isEqualTo("out of two");
      assertThat(first.text()).isEqualTo(heardByFirst).doesNotContain("SYS");
    }
    second.transcript.finish();
    assertThat(second.marks)
        .startsWith(
            new Mark.Ready("r1# "), new Mark.CommandSent(0, "two"), new Mark.OutputBegan(0));
    assertThat(second.text()).doesNotContain("SYS").doesNotContain("one");
    assertThat(second.lines).containsExactly("COMMAND r1# two", "OUTPUT out of two", "PROMPT r1# ");
    assertThat(device.logins).hasValue(1);
  }

  @Test
  void a_log_message_between_hand_over_and_command_is_the_next_owners_and_no_output()
      throws Exception {
    Owner owner = new Owner();
    try (Session session = open(SessionListener.none())) {
      session.park();
      session.reopen(owner);
      device.say(LOG);
      assertThat(session.run("two").output().text()).isEqualTo("out of two");
    }
    assertThat(owner.text()).contains("SYS-5");
  }

  @Test
  void a_session_in_another_mode_is_not_handed_on_until_it_is_back() {
    try (Session session = open(SessionListener.none())) {
      session.run("prompt r1(config)#");
      assertThat(session.mode()).contains("configuration");
      assertThat(session.state()).isEqualTo(State.MOVED);
      assertThat(session.park()).isFalse();
      assertThatThrownBy(() -> session.reopen(SessionListener.none()))
          .isInstanceOf(IllegalStateException.class);
      session.run("prompt r1#");
      assertThat(session.state()).isEqualTo(State.READY);
      session.run("prompt other#");
      assertThat(session.state()).isEqualTo(State.MOVED);
    }
  }

  @Test
  void the_end_of_an_idle_session_is_told_at_once() throws Exception {
    try (Session session = open(SessionListener.none())) {
      session.park();
      assertThat(session.ended().toCompletableFuture()).isNotDone();
      device.server.getActiveSessions().forEach(s -> s.close(true));
      session.ended().toCompletableFuture().get(5, TimeUnit.SECONDS);
      assertThat(session.state()).isEqualTo(State.ENDED);
      assertThat(session.park()).isFalse();
      notReopened(session, Cause.CONNECTION_LOST);
    }
  }

  @Test
  void a_session_that_was_used_when_it_ended_says_so_in_the_result_and_by_the_event()
      throws Exception {
    Session session = open(SessionListener.none());
    CommandResult result = session.run("drop");
    assertThat(((CommandResult.Failed) result).failure().cause()).isEqualTo(Cause.CONNECTION_LOST);
    session.ended().toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(session.state()).isEqualTo(State.ENDED);
    Session closed = open(SessionListener.none());
    closed.close();
    closed.ended().toCompletableFuture().get(5, TimeUnit.SECONDS);
    notReopened(closed, Cause.CANCELLED);
  }

  @Test
  void a_device_that_does_not_answer_any_more_is_found_out_within_the_limit() {
    try (Session session = open(SessionListener.none(), Duration.ofMillis(400))) {
      session.park();
      device.deafen();
      long began = System.nanoTime();
      notReopened(session, Cause.SILENT);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void output_that_comes_late_and_shows_the_prompt_is_nobodys() throws Exception {
    Owner owner = new Owner();
    try (Session session = open(SessionListener.none())) {
      // Under way when the session is handed over: it comes behind all that was dropped.
      device.say("\r\nlate output\r\nr1# \r\nr1# ");
      session.reopen(owner);
      assertThat(session.run("two").output().text()).isEqualTo("out of two");
    }
    assertThat(owner.text()).startsWith("r1# two").doesNotContain("late");
  }

  @Test
  void a_parked_session_neither_fills_the_memory_nor_stops_the_device() throws Exception {
    try (Session session = open(SessionListener.none())) {
      session.park();
      // Five times the window: returns only when somebody takes it.
      String lines = LOG.repeat(1000);
      for (int i = 0; i < 100; i++) {
        device.say(lines);
      }
      assertThat(session.reopen(SessionListener.none())).isInstanceOf(OpenResult.Opened.class);
      assertThat(session.run("two").output().text()).isEqualTo("out of two");
    }
  }
}
