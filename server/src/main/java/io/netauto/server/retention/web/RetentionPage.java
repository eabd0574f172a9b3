package io.netauto.server.retention.web;

import io.netauto.server.retention.RetentionReport;
import io.netauto.server.retention.RetentionRules;
import java.util.List;

/** What the page of the retention shows. */
public record RetentionPage(RetentionRules rules, List<RetentionReport> reports) {
  public RetentionPage {
    reports = List.copyOf(reports);
  }
}
