package io.netauto.server.dashboard;

import io.netauto.server.credentials.CredentialBreaker;
import io.netauto.server.dashboard.Dashboard.Failure;
import io.netauto.server.events.Events;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.Devices;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunQuery;
import io.netauto.server.runs.RunStatus;
import io.netauto.server.runs.Runs;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** The first page. */
@Controller
class DashboardPages {
  private static final Duration SPAN = Duration.ofHours(24);
  private static final int RECENT = 10;
  private static final int FAILED = 200;
  private static final int NAMES = 4;

  private final Devices devices;
  private final Runs runs;
  private final CredentialBreaker breaker;
  private final Events events;
  private final CurrentActor current;
  private final Pages pages;
  private final Clock clock;

  DashboardPages(
      Devices devices,
      Runs runs,
      CredentialBreaker breaker,
      Events events,
      CurrentActor current,
      Pages pages,
      Clock clock) {
    this.devices = devices;
    this.runs = runs;
    this.breaker = breaker;
    this.events = events;
    this.current = current;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/")
  View show() {
    Actor actor = current.get();
    return pages.show(
        "dashboard",
        new Dashboard(
            devices.counts(actor),
            runs.counts(actor),
            runs.list(actor, new RunQuery(null, null, null, null, RECENT)).items(),
            actor.may(Permission.CREDENTIALS_READ) ? breaker.list(actor) : List.of(),
            events.list(actor, false, null, RECENT).items(),
            failures(actor)));
  }

  private List<Failure> failures(Actor actor) {
    Instant since = clock.instant().minus(SPAN);
    Map<String, List<Run>> byCause =
        runs.list(actor, new RunQuery(null, RunStatus.ERROR, null, null, FAILED)).items().stream()
            .filter(r -> r.createdAt().isAfter(since))
            .collect(
                Collectors.groupingBy(
                    DashboardPages::code, LinkedHashMap::new, Collectors.toList()));
    return byCause.entrySet().stream()
        .map(e -> failure(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingLong(Failure::count).reversed())
        .toList();
  }

  private static String code(Run run) {
    Run.Cause cause = run.cause();
    return cause == null ? "unknown" : cause.code();
  }

  private static Failure failure(String code, List<Run> failed) {
    Run latest = failed.getFirst();
    Run.Cause cause = latest.cause();
    return new Failure(
        code,
        cause == null ? "" : cause.advice(),
        failed.size(),
        latest,
        failed.stream().map(r -> r.device().hostname()).distinct().limit(NAMES).toList());
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry dashboardEntry() {
      return new NavigationEntry(
          "", "Dashboard", "/", "dashboard", "h", Permission.RUNS_READ.wireName(), 10);
    }
  }
}
