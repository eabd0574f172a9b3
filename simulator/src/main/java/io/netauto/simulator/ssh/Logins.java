package io.netauto.simulator.ssh;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.device.Realm;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.terminal.Jitter;
import io.netauto.simulator.terminal.Noise;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.session.ServerSession;

/** How the devices announce themselves and judge a login, each session by its device's plan. */
final class Logins implements PasswordAuthenticator, SessionListener {
  private final Function<SocketAddress, Port> ports;
  private final ScheduledExecutorService timer;

  Logins(Function<SocketAddress, Port> ports, ScheduledExecutorService timer) {
    this.ports = ports;
    this.timer = timer;
  }

  @Override
  public void sessionCreated(Session session) {
    Device device = ports.apply(session.getIoSession().getLocalAddress()).device();
    UserAuthFactory interactive = UserAuthKeyboardInteractiveFactory.INSTANCE;
    ((ServerSession) session)
        .setUserAuthFactories(
            device.plan().has(Fault.KeyboardInteractiveOnly.class)
                ? List.of(interactive)
                : List.of(UserAuthPasswordFactory.INSTANCE, interactive));
    String banner = device.platform().banner();
    if (device.plan().has(Fault.NoisyBanner.class)) {
      banner += Noise.BANNER;
    }
    if (!banner.isEmpty()) {
      set(
          session,
          CoreModuleProperties.WELCOME_BANNER.getName(),
          device.fill(banner, Map.of()).replace("\n", "\r\n"));
    }
  }

  private static void set(Session session, String property, String value) {
    PropertyResolverUtils.updateProperty(session, property, value);
  }

  @Override
  public boolean authenticate(String username, String password, ServerSession session) {
    Device device = ports.apply(session.getIoSession().getLocalAddress()).device();
    DevicePlan plan = device.plan();
    Realm realm = device.realm();
    boolean right =
        (realm == null || realm.admits(System.nanoTime()))
            && isUser(username, device)
            && password.equals(plan.password())
            && !plan.has(Fault.WrongPassword.class);
    device.counters().judged(right);
    Duration wait =
        new Jitter(plan.name().hashCode(), plan.latency().jitter()).vary(plan.latency().login());
    if (wait.isZero()) {
      return right;
    }
    AsyncAuthException later = new AsyncAuthException();
    var _ = timer.schedule(() -> later.setAuthed(right), wait.toNanos(), TimeUnit.NANOSECONDS);
    throw later;
  }

  /** A recorded device may be one that takes wishes behind a plus, as RouterOS does. */
  private static boolean isUser(String username, Device device) {
    String wanted = device.plan().username();
    return username.equals(wanted)
        || (device.recording() != null && username.startsWith(wanted + "+"));
  }
}
