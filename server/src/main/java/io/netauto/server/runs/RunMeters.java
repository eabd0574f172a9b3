package io.netauto.server.runs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What the metrics say of runs. */
@Component
class RunMeters {
  private final MeterRegistry meters;
  private final Counter opened;
  private final Counter reused;

  RunMeters(MeterRegistry meters, RunningSessions sessions, SessionPool pool, NodeNews news) {
    this.meters = meters;
    this.opened =
        Counter.builder("netauto.sessions.opened")
            .description("Sessions that were opened for a run")
            .register(meters);
    this.reused =
        Counter.builder("netauto.sessions.reused")
            .description("Sessions of an earlier run that were used again")
            .register(meters);
    Gauge.builder("netauto.sessions.idle", pool, SessionPool::size)
        .description("Sessions on this node that are kept open for the next run")
        .register(meters);
    Gauge.builder("netauto.sessions", sessions, RunningSessions::count)
        .description("Sessions with devices on this node")
        .register(meters);
    Gauge.builder("netauto.feed.subscribers", news, NodeNews::listening)
        .description("Subscribers of live output on this node")
        .register(meters);
  }

  void opened() {
    opened.increment();
  }

  void reused() {
    reused.increment();
  }

  void ended(RunStatus status, String cause, Duration elapsed) {
    Counter.builder("netauto.runs")
        .description("Runs by how they ended")
        .tag("status", status.code())
        .tag("cause", cause)
        .register(meters)
        .increment();
    Timer.builder("netauto.run.duration")
        .description("From the claim of a run to its end")
        .tag("status", status.code())
        .register(meters)
        .record(elapsed);
  }
}
