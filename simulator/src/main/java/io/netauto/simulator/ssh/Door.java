package io.netauto.simulator.ssh;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.terminal.Jitter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;

/**
 * What meets a connection first: it is counted, and may be closed, left unanswered, or wait, before
 * SSH begins.
 */
final class Door implements IoHandler {
  private static final String COUNTED = Door.class.getName();

  private final IoHandler ssh;
  private final Function<SocketAddress, Port> ports;
  private final ScheduledExecutorService timer;

  Door(IoHandler ssh, Function<SocketAddress, Port> ports, ScheduledExecutorService timer) {
    this.ssh = ssh;
    this.ports = ports;
    this.timer = timer;
  }

  @Override
  public void sessionCreated(IoSession io) throws Exception {
    Device device = ports.apply(io.getLocalAddress()).device();
    DevicePlan plan = device.plan();
    int open = device.counters().connected();
    io.setAttribute(COUNTED, device);
    int lines = plan.fault(Fault.Lines.class).map(Fault.Lines::connections).orElse(open);
    if (open > lines) {
      device.counters().refusedConnection();
      var _ = io.close(true);
      return;
    }
    if (plan.has(Fault.NeverAnswers.class)) {
      return;
    }
    Duration wait =
        new Jitter(((InetSocketAddress) io.getRemoteAddress()).getPort(), plan.latency().jitter())
            .vary(plan.latency().connect());
    if (wait.isZero()) {
      ssh.sessionCreated(io);
      return;
    }
    io.suspendRead();
    var _ = timer.schedule(() -> admit(io), wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void admit(IoSession io) {
    try {
      ssh.sessionCreated(io);
      io.resumeRead();
    } catch (Exception e) {
      var _ = io.close(true);
    }
  }

  @Override
  public void sessionClosed(IoSession io) throws Exception {
    if (io.removeAttribute(COUNTED) instanceof Device device) {
      device.counters().disconnected();
    }
    if (isKnown(io)) {
      ssh.sessionClosed(io);
    }
  }

  @Override
  public void exceptionCaught(IoSession io, Throwable cause) throws Exception {
    if (isKnown(io)) {
      ssh.exceptionCaught(io, cause);
    } else {
      var _ = io.close(true);
    }
  }

  @Override
  public void messageReceived(IoSession io, Readable message) throws Exception {
    if (isKnown(io)) {
      ssh.messageReceived(io, message);
    }
  }

  private static boolean isKnown(IoSession io) {
    return org.apache.sshd.common.session.helpers.AbstractSession.getSession(io, true) != null;
  }
}
