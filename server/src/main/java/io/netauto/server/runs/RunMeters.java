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

  RunMeters(MeterRegistry meters, RunningSessions sessions, NodeNews news) {
    this.meters = meters;
    Gauge.builder("netauto.sessions", sessions, RunningSessions::count)
        .description("Sessions with devices on this node")
        .register(meters);
    Gauge.builder("netauto.feed.subscribers", news, NodeNews::listening)
        .description("Subscribers of live output on this node")
        .register(meters);
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
