package io.netauto.server.credentials.web;

import io.netauto.server.credentials.HostAuthorities;
import io.netauto.server.credentials.HostKeyPolicies;
import io.netauto.server.credentials.KnownHostFiles;
import io.netauto.server.credentials.KnownHostQuery;
import io.netauto.server.credentials.KnownHosts;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The page of all host keys. */
@Controller
class KnownHostsPages {
  private static final String PATH = "/settings/known-hosts";
  private static final int LIMIT = 50;

  private final KnownHosts knownHosts;
  private final KnownHostFiles files;
  private final HostKeyPolicies policies;
  private final HostAuthorities authorities;
  private final CurrentActor current;
  private final Pages pages;

  KnownHostsPages(
      KnownHosts knownHosts,
      KnownHostFiles files,
      HostKeyPolicies policies,
      HostAuthorities authorities,
      CurrentActor current,
      Pages pages) {
    this.knownHosts = knownHosts;
    this.files = files;
    this.policies = policies;
    this.authorities = authorities;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping(PATH)
  View show(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String device,
      @RequestParam(defaultValue = "") String fingerprint,
      @RequestParam(required = false) @Nullable String cursor) {
    return show(
        new KnownHostQuery(KnownHostsApi.kind(state), device, fingerprint),
        cursor,
        "",
        false,
        null,
        AuthorityForm.EMPTY);
  }

  private View show(
      KnownHostQuery query,
      @Nullable String cursor,
      String file,
      boolean replace,
      KnownHostFiles.@Nullable Report report,
      AuthorityForm form) {
    Actor actor = current.get();
    return pages.show(
        "credentials/knownHosts",
        new KnownHostsPage(
            knownHosts.list(actor, query, cursor, LIMIT),
            query,
            policies.get(actor),
            authorities.list(actor),
            form,
            file,
            replace,
            report));
  }

  @PostMapping(PATH + "/{id:[0-9]+}/approve")
  RedirectView approve(@PathVariable long id, RedirectAttributes redirect) {
    knownHosts.approve(current.get(), id);
    Pages.sayDone(redirect, "The key is trusted from now on.");
    return new RedirectView(PATH);
  }

  @PostMapping(PATH + "/{id:[0-9]+}/revoke")
  RedirectView revoke(@PathVariable long id, RedirectAttributes redirect) {
    knownHosts.delete(current.get(), id);
    Pages.sayDone(redirect, "The key is forgotten; it is not trusted any more.");
    return new RedirectView(PATH);
  }

  @PostMapping(PATH + "/approve")
  RedirectView approveAll(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String device,
      @RequestParam(defaultValue = "") String fingerprint,
      RedirectAttributes redirect) {
    int approved =
        knownHosts.approve(
            current.get(), new KnownHostQuery(KnownHostsApi.kind(state), device, fingerprint));
    Pages.sayDone(redirect, Words.count(approved, "key is", "keys are") + " trusted from now on.");
    return new RedirectView(PATH);
  }

  @PostMapping(PATH + "/policy")
  RedirectView policy(
      @RequestParam(defaultValue = "") String group,
      @RequestParam String policy,
      RedirectAttributes redirect) {
    policies.set(current.get(), group, HostKeyPolicies.of(policy));
    Pages.sayDone(redirect, "The policy holds from the next connection on.");
    return new RedirectView(PATH);
  }

  @PostMapping(PATH + "/authorities")
  View addAuthority(
      @RequestParam(defaultValue = "") String hosts,
      @RequestParam(defaultValue = "") String publicKey,
      RedirectAttributes redirect) {
    try {
      authorities.add(current.get(), hosts, publicKey);
    } catch (ProblemException e) {
      if (e.errors().isEmpty()) {
        throw e;
      }
      return show(KnownHostQuery.ALL, null, "", false, null, AuthorityForm.of(hosts, publicKey, e));
    }
    Pages.sayDone(redirect, "What the authority signed is trusted from the next connection on.");
    return new RedirectView(PATH);
  }

  @PostMapping(PATH + "/authorities/{id:[0-9]+}/revoke")
  RedirectView deleteAuthority(@PathVariable long id, RedirectAttributes redirect) {
    authorities.delete(current.get(), id);
    Pages.sayDone(redirect, "The authority is forgotten; what it signed is not trusted any more.");
    return new RedirectView(PATH);
  }

  /** Shows first what an import would do, and does it when asked again. */
  @PostMapping(PATH + "/import")
  View read(
      @RequestParam(defaultValue = "") String file,
      @RequestParam(defaultValue = "false") boolean replace,
      @RequestParam(defaultValue = "true") boolean dryRun) {
    KnownHostFiles.Report report = files.read(current.get(), file, replace, dryRun);
    return show(KnownHostQuery.ALL, null, dryRun ? file : "", replace, report, AuthorityForm.EMPTY);
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry knownHostsEntry() {
      return new NavigationEntry(
          "Admin", "Known hosts", PATH, "key", "", Permission.KNOWN_HOSTS_READ.wireName(), 92);
    }
  }
}
