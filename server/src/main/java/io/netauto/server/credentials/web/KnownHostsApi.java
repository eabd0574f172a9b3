package io.netauto.server.credentials.web;

import io.netauto.server.credentials.HostAuthorities;
import io.netauto.server.credentials.HostAuthority;
import io.netauto.server.credentials.HostKeyPolicies;
import io.netauto.server.credentials.KnownHost;
import io.netauto.server.credentials.KnownHostFiles;
import io.netauto.server.credentials.KnownHostQuery;
import io.netauto.server.credentials.KnownHosts;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/known-hosts")
@Tag(name = "Known hosts", description = "The SSH host keys of devices.")
class KnownHostsApi {
  private final KnownHosts knownHosts;
  private final KnownHostFiles files;
  private final HostKeyPolicies policies;
  private final HostAuthorities authorities;
  private final CurrentActor actor;

  KnownHostsApi(
      KnownHosts knownHosts,
      KnownHostFiles files,
      HostKeyPolicies policies,
      HostAuthorities authorities,
      CurrentActor actor) {
    this.authorities = authorities;
    this.knownHosts = knownHosts;
    this.files = files;
    this.policies = policies;
    this.actor = actor;
  }

  /**
   * @param state trusted, or pending while it waits for a person's decision
   * @param changed whether it was shown in place of a trusted key
   * @param trustedFingerprint of that key
   */
  record KnownHostJson(
      long id,
      long deviceId,
      String hostname,
      String host,
      int port,
      String algorithm,
      String fingerprint,
      String state,
      boolean changed,
      @Nullable String trustedFingerprint,
      Instant firstSeen,
      Instant lastSeen,
      String decidedBy) {
    static KnownHostJson of(KnownHost k) {
      return new KnownHostJson(
          k.id(),
          k.deviceId(),
          k.hostname(),
          k.host(),
          k.port(),
          k.algorithm(),
          k.fingerprint(),
          k.state().name().toLowerCase(Locale.ROOT),
          k.isChanged(),
          k.trusted(),
          k.firstSeen(),
          k.lastSeen(),
          k.decidedBy());
    }
  }

  @GetMapping
  @Operation(
      summary = "List host keys: changed ones, then those that wait, then the trusted",
      description =
          "device is the number of one device, or a part of a name or address; state is changed,"
              + " pending or trusted; fingerprint is a part of one.")
  Page<KnownHostJson> list(
      @RequestParam(defaultValue = "") String device,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "") String fingerprint,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > 500) {
      throw ProblemException.invalid("limit", "A page has 1 to 500 items.");
    }
    if (device.matches("[0-9]{1,18}")) {
      return Page.whole(knownHosts.of(actor.get(), Long.parseLong(device))).map(KnownHostJson::of);
    }
    return knownHosts
        .list(actor.get(), new KnownHostQuery(kind(state), device, fingerprint), cursor, limit)
        .map(KnownHostJson::of);
  }

  static KnownHostQuery.@Nullable Kind kind(@Nullable String state) {
    if (state == null || state.isBlank()) {
      return null;
    }
    return Arrays.stream(KnownHostQuery.Kind.values())
        .filter(k -> k.code().equals(state.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> ProblemException.invalid("state", "A state is changed, pending or trusted."));
  }

  /**
   * @param state changed or pending; null for both
   * @param device a part of a name or address; null for all
   * @param fingerprint a part of it; null for all
   */
  record ApproveAll(
      @Nullable String state, @Nullable String device, @Nullable String fingerprint) {}

  record ApprovedJson(int approved) {}

  @PostMapping("/approve")
  @Operation(
      summary = "Trust all keys that wait and match",
      description = "Of each device the newest key; at most 10,000 at once.")
  ApprovedJson approveAll(@RequestBody ApproveAll body) {
    return new ApprovedJson(
        knownHosts.approve(
            actor.get(),
            new KnownHostQuery(
                kind(body.state()),
                body.device() == null ? "" : body.device(),
                body.fingerprint() == null ? "" : body.fingerprint())));
  }

  /**
   * @param file lines of a known_hosts file, or what ssh-keyscan printed
   * @param replace whether they take the place of other keys that are trusted
   * @param dryRun only tell what would be; the default
   */
  record ImportJson(@Nullable String file, @Nullable Boolean replace, @Nullable Boolean dryRun) {}

  @PostMapping("/import")
  @Operation(
      summary = "Trust the keys of a known_hosts file",
      description =
          "Tells line by line what becomes of it; changes nothing unless dryRun is false.")
  KnownHostFiles.Report read(@RequestBody ImportJson body) {
    return files.read(
        actor.get(),
        body.file() == null ? "" : body.file(),
        Boolean.TRUE.equals(body.replace()),
        !Boolean.FALSE.equals(body.dryRun()));
  }

  @GetMapping(path = "/export", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(summary = "The trusted keys as a known_hosts file")
  void write(HttpServletResponse response) throws IOException {
    Actor who = actor.get();
    who.require(Permission.KNOWN_HOSTS_READ);
    response.setContentType("text/plain;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"known_hosts\"");
    files.write(who, response.getWriter());
  }

  @GetMapping("/authorities")
  @Operation(
      summary = "List the authorities that sign host certificates",
      description = "Each holds for all devices whose name or address its patterns match.")
  Page<HostAuthority> authorities() {
    return Page.whole(authorities.list(actor.get()));
  }

  /**
   * @param hosts patterns of names and addresses, parted by commas: *.example.net,10.0.0.*
   * @param publicKey as OpenSSH writes it: type, base64, maybe a comment
   */
  record AuthorityJson(@Nullable String hosts, @Nullable String publicKey) {}

  @PostMapping("/authorities")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Trust an authority to sign host certificates",
      description = "The same as a line with @cert-authority in an import.")
  HostAuthority addAuthority(@RequestBody AuthorityJson body) {
    return authorities.add(
        actor.get(),
        body.hosts() == null ? "" : body.hosts(),
        body.publicKey() == null ? "" : body.publicKey());
  }

  @DeleteMapping("/authorities/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Forget an authority: what it signed is not trusted any more")
  void deleteAuthority(@PathVariable long id) {
    authorities.delete(actor.get(), id);
  }

  record GroupPolicyJson(long id, String group, String policy) {}

  /**
   * @param server what holds where nothing else is said
   * @param customer strict, first-use or inherit
   */
  record PoliciesJson(String server, String customer, List<GroupPolicyJson> groups) {}

  @GetMapping("/policy")
  @Operation(summary = "Whether first keys of devices are trusted: strict, first-use or inherit")
  PoliciesJson policy() {
    HostKeyPolicies.Policies all = policies.get(actor.get());
    return new PoliciesJson(
        HostKeyPolicies.word(all.server()),
        HostKeyPolicies.word(all.customer()),
        all.groups().stream()
            .map(g -> new GroupPolicyJson(g.id(), g.name(), HostKeyPolicies.word(g.firstUse())))
            .toList());
  }

  /**
   * @param group its name or number; null for the customer
   */
  record SetPolicy(@Nullable String group, @Nullable String policy) {}

  @PutMapping("/policy")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Set the policy of the customer or of a group")
  void setPolicy(@RequestBody SetPolicy body) {
    policies.set(actor.get(), body.group(), HostKeyPolicies.of(body.policy()));
  }

  @PostMapping("/{id}/approve")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Trust this key of its device in place of the one trusted until now")
  void approve(@PathVariable long id) {
    knownHosts.approve(actor.get(), id);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Forget a key")
  void delete(@PathVariable long id) {
    knownHosts.delete(actor.get(), id);
  }
}
