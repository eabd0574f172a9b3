package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.platform.Platforms;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads, memory and the pace of the device stay within bounds. */
@Timeout(90)
class SshBoundsTest {
  private static Session session(Driver driver, FakeDevice device, SessionListener listener) {
    OpenResult opened =
        driver.open(
            device.target(),
            Login.password("admin", "pw"),
            Platforms.builtIn().get("frr"),
            HostKeys.trustAll(),
            TestOptions.with(Algorithms.modern()),
            listener);
    assertThat(opened).isInstanceOf(OpenResult.Opened.class);
    return ((OpenResult.Opened) opened).session();
  }

  @Test
  void slows_the_device_when_the_listener_is_slow() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicLong seen = new AtomicLong();
    SessionListener slow =
        (buffer, offset, length) -> {
          if (seen.addAndGet(length) > 100_000) {
            try {
              go.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (FakeDevice device = new FakeDevice().start();
        Driver driver = Drivers.ssh();
        Session session = session(driver, device, slow)) {
      CompletableFuture<CommandResult> running =
          CompletableFuture.supplyAsync(() -> session.run("bulk 50000000"));
      TimeUnit.MILLISECONDS.sleep(1500);
      assertThat(device.written).hasValueLessThan(4_000_000);
      go.countDown();
      CommandResult result = running.get(60, TimeUnit.SECONDS);
      assertThat(result).isInstanceOf(CommandResult.Done.class);
      assertThat(result.output().bytes()).isGreaterThanOrEqualTo(50_000_000);
      assertThat(result.output().whole()).isFalse();
    }
  }

  @Test
  void leaves_no_thread_behind() throws Exception {
    Set<Thread> before = threadsBut(Set.of());
    try (Driver own = Drivers.ssh();
        FakeDevice device = new FakeDevice().start()) {
      session(own, device, SessionListener.none());
      assertThat(threadsBut(before)).as("threads of a driver that is open").isNotEmpty();
    }
    for (int i = 0; i < 50 && !threadsBut(before).isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(threadsBut(before)).isEmpty();
  }

  private static Set<Thread> threadsBut(Set<Thread> others) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("ssh") || t.getName().contains("Ssh"))
        .filter(t -> !others.contains(t))
        .collect(Collectors.toSet());
  }

  @Test
  void holds_little_memory_whatever_the_device_sends() throws Exception {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Bulk.class.getName(),
                "200000000")
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(output).isZero();
  }

  /** Streams so many bytes through a driver and a server in one small JVM. */
  static final class Bulk {
    private Bulk() {}

    public static void main(String[] args) throws Exception {
      try (FakeDevice device = new FakeDevice().start();
          Driver driver = Drivers.ssh()) {
        Session session = session(driver, device, SessionListener.none());
        for (int i = 0; i < (args.length > 1 ? 4 : 1); i++) {
          long begin = System.nanoTime();
          CommandResult result = session.run("bulk " + args[0]);
          double seconds = (System.nanoTime() - begin) / 1e9;
          if (!(result instanceof CommandResult.Done)) {
            throw new IllegalStateException(result.toString());
          }
          System.out.printf("%.0f MB/s%n", result.output().bytes() / 1e6 / seconds);
        }
        session.close();
      }
      System.exit(0);
    }
  }
}
