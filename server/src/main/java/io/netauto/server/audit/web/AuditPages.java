package io.netauto.server.audit.web;

import io.netauto.server.audit.AuditLog;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The trail as a list. */
@Controller
class AuditPages {
  private static final int LIMIT = 100;

  private final AuditLog log;
  private final CurrentActor current;
  private final Pages pages;

  AuditPages(AuditLog log, CurrentActor current, Pages pages) {
    this.log = log;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping(AuditFilter.PATH)
  View list(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestParam(required = false) @Nullable String cursor) {
    Actor actor = current.get();
    AuditFilter filter = AuditFilter.of(parameters, List.of("cursor"));
    try {
      AuditLog.Rows rows = log.list(actor, filter.query(), cursor, LIMIT);
      return pages.show(
          "audit/audit", new AuditPage(filter, rows, cursor == null, actor.superuser(), null));
    } catch (ProblemException e) {
      if (e.kind() != ProblemException.Kind.INVALID || e.errors().isEmpty()) {
        throw e;
      }
      return pages.show(
          "audit/audit",
          HttpStatus.OK,
          new AuditPage(
              filter,
              new AuditLog.Rows(List.of(), null),
              true,
              actor.superuser(),
              e.errors().getFirst().message()));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry auditEntry() {
      return new NavigationEntry(
          "Admin",
          "Audit",
          AuditFilter.PATH,
          "s-trusted",
          "",
          Permission.AUDIT_READ.wireName(),
          850);
    }
  }
}
