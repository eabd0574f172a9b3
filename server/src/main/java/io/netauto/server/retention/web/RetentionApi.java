package io.netauto.server.retention.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.retention.Retention;
import io.netauto.server.retention.RetentionReport;
import io.netauto.server.retention.RetentionRules;
import io.netauto.server.web.Pages;
import io.netauto.server.web.Words;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is kept, and what the sweeps removed. */
@Controller
@Tag(name = "Retention", description = "How long history is kept.")
class RetentionApi {
  private final Retention retention;
  private final CurrentActor actor;
  private final Pages pages;

  RetentionApi(Retention retention, CurrentActor actor, Pages pages) {
    this.retention = retention;
    this.actor = actor;
    this.pages = pages;
  }

  /**
   * @param maxDays 0 for no limit
   * @param maxBytesPerDevice 0 for no limit
   */
  record RetentionJson(
      int maxDays, long maxBytesPerDevice, String cron, List<RetentionReport> reports) {}

  @GetMapping("/api/v1/retention")
  @ResponseBody
  @Operation(summary = "Show how long history is kept, and what the last sweeps removed")
  RetentionJson show() {
    RetentionRules rules = retention.rules(actor.get());
    return new RetentionJson(
        rules.maxDays(), rules.maxBytes().toBytes(), rules.cron(), retention.reports(actor.get()));
  }

  /**
   * @param dryRun true to count only; false when missing
   */
  record Sweep(@Nullable Boolean dryRun) {}

  @PostMapping("/api/v1/retention/sweep")
  @ResponseBody
  @Operation(
      summary = "Sweep now",
      description = "Answers when it is over. With dryRun it only counts what it would remove.")
  List<RetentionReport> sweep(@RequestBody(required = false) @Nullable Sweep body) {
    return retention.sweep(actor.get(), body != null && Boolean.TRUE.equals(body.dryRun()));
  }

  @GetMapping("/settings/retention")
  View page() {
    return pages.show(
        "retention/retention",
        new RetentionPage(retention.rules(actor.get()), retention.reports(actor.get())));
  }

  @PostMapping("/settings/retention/sweep")
  String sweepNow(
      @RequestParam(defaultValue = "false") boolean dryRun, RedirectAttributes redirect) {
    long items =
        retention.sweep(actor.get(), dryRun).stream().mapToLong(RetentionReport::items).sum();
    Pages.sayDone(
        redirect,
        dryRun
            ? "A sweep would remove %s.".formatted(Words.count(items, "run", "runs"))
            : "The sweep removed %s.".formatted(Words.count(items, "run", "runs")));
    return "redirect:/settings/retention";
  }
}
