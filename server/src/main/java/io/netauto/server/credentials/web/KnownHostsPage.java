package io.netauto.server.credentials.web;

import io.netauto.server.credentials.HostAuthority;
import io.netauto.server.credentials.HostKeyPolicies;
import io.netauto.server.credentials.KnownHost;
import io.netauto.server.credentials.KnownHostFiles;
import io.netauto.server.credentials.KnownHostQuery;
import io.netauto.server.web.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host keys, the policy and the import.
 *
 * @param form the authority that was to be added
 * @param file what was to be imported; empty for nothing
 * @param report what becomes of its lines; null for no import
 */
public record KnownHostsPage(
    Page<KnownHost> keys,
    KnownHostQuery query,
    HostKeyPolicies.Policies policies,
    List<HostAuthority> authorities,
    AuthorityForm form,
    String file,
    boolean replace,
    KnownHostFiles.@Nullable Report report) {
  private static final int GROUPS = 100;

  /** The groups that have a policy; the others are found by name. */
  public List<HostKeyPolicies.OfGroup> groups() {
    return policies.groups().stream().filter(g -> g.firstUse() != null).limit(GROUPS).toList();
  }

  public String state() {
    return query.state() == null ? "" : query.state().code();
  }

  public boolean isFiltered() {
    return query.state() != null || !query.device().isBlank() || !query.fingerprint().isBlank();
  }

  public @Nullable String nextPath() {
    return keys.next() == null
        ? null
        : "/settings/known-hosts?state=%s&device=%s&fingerprint=%s&cursor=%s"
            .formatted(state(), encoded(query.device()), encoded(query.fingerprint()), keys.next());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public static String word(@Nullable Boolean firstUse) {
    return HostKeyPolicies.word(firstUse);
  }
}
