package io.netauto.server.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who a person of the provider is here. A person is known by issuer and subject, never by a name
 * that they could choose there. The customers that the mapping of groups names are given and taken
 * away by it at each login; what was given in others stays.
 */
@Component
class SsoLogin {
  private static final Logger log = LoggerFactory.getLogger(SsoLogin.class);
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
  private static final int LONGEST_DISPLAY_NAME = 128;

  private final SsoSettings settings;
  private final SsoUsers sso;
  private final UserTable users;
  private final Passwords passwords;
  private final LoginAudit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SsoLogin(
      SsoSettings settings,
      SsoUsers sso,
      UserTable users,
      Passwords passwords,
      LoginAudit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.settings = settings;
    this.sso = sso;
    this.users = users;
    this.passwords = passwords;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What comes of a login at the provider. */
  sealed interface Outcome {
    /** They are in. */
    record In(SessionUser user) implements Outcome {}

    /**
     * They are not.
     *
     * @param code what the login page says: {@code sso-…}
     */
    record Refused(String code, String reason) implements Outcome {}
  }

  Outcome login(OidcUser person) {
    String name = name(person);
    Outcome outcome =
        NAME.matcher(name).matches()
            ? Objects.requireNonNull(transaction.execute(status -> within(person, name, status)))
            : new Outcome.Refused("sso-name", "unusable user name");
    if (outcome instanceof Outcome.Refused refused) {
      audit.refused(name, "sso", refused.reason());
    }
    return outcome;
  }

  private String name(OidcUser person) {
    Object name = person.getClaims().get(settings.usernameClaim());
    return name instanceof String text ? text.strip().toLowerCase(Locale.ROOT) : "";
  }

  /** Who it is at the provider; an ID token without it was refused before. */
  private static String subject(OidcUser person) {
    return Objects.requireNonNull(person.getSubject(), "an ID token has a subject");
  }

  /** An account that was made for somebody who is refused then goes with the transaction. */
  private Outcome within(OidcUser person, String name, TransactionStatus status) {
    sso.lock();
    Optional<UserId> linked = sso.linked(settings.issuer(), subject(person));
    UserId user;
    if (linked.isPresent()) {
      user = linked.get();
    } else {
      Optional<UserTable.Account> local = users.account(name);
      if (local.isPresent() && !settings.linksByName()) {
        return new Outcome.Refused("sso-taken", "a local account has this name");
      }
      if (local.isEmpty() && !settings.createsUsers()) {
        return new Outcome.Refused("sso-unknown", "unknown user");
      }
      user = local.map(UserTable.Account::id).orElseGet(() -> created(person, name));
      sso.link(settings.issuer(), subject(person), user, clock.instant());
    }
    mapGroups(user, person);
    UserTable.Account account = users.account(user).orElseThrow();
    List<Customer> customers = users.customers(user);
    if (!account.active()) {
      return new Outcome.Refused("sso-deactivated", "deactivated");
    }
    if (customers.isEmpty()) {
      if (linked.isEmpty()) {
        status.setRollbackOnly();
      }
      if (sso.isMember(user)) {
        return new Outcome.Refused("sso-inactive", "in no active customer");
      }
      return new Outcome.Refused(
          "sso-group", settings.mappings().isEmpty() ? "in no customer" : "in no mapped group");
    }
    return new Outcome.In(
        new SessionUser(
            user, account.username(), customers.getFirst().id(), account.passwordChangedAt()));
  }

  /** Nobody knows the password: it is there because each account has one. */
  private UserId created(OidcUser person, String name) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String shown = Objects.requireNonNullElse(person.getFullName(), "");
    return users.insert(
        name,
        shown.substring(0, Math.min(shown.length(), LONGEST_DISPLAY_NAME)),
        passwords.hash(Base64.getEncoder().encodeToString(random)),
        false,
        false,
        clock.instant());
  }

  /** The mappings whose group the person is in. */
  private List<SsoSettings.Mapping> roles(OidcUser person) {
    Set<String> groups = groups(person);
    return settings.mappings().stream().filter(m -> groups.contains(m.group())).toList();
  }

  private Set<String> groups(OidcUser person) {
    return switch (person.getClaims().get(settings.groupsClaim())) {
      case Collection<?> many -> many.stream().map(String::valueOf).collect(Collectors.toSet());
      case String one -> Set.of(one);
      case null, default -> Set.of();
    };
  }

  private void mapGroups(UserId user, OidcUser person) {
    List<SsoSettings.Mapping> given = roles(person);
    if (settings.mappings().stream().anyMatch(SsoSettings.Mapping::ofSuperusers)) {
      boolean superuser = given.stream().anyMatch(SsoSettings.Mapping::ofSuperusers);
      if (sso.superuser(user, superuser)) {
        said(user, AuditEvent.of("user.edit").with("superuser", superuser), null);
      }
    }
    Map<CustomerId, Role> wanted = new HashMap<>();
    Set<CustomerId> governed = new HashSet<>();
    for (SsoSettings.Mapping mapping : settings.mappings()) {
      if (mapping.ofSuperusers()) {
        continue;
      }
      Optional<CustomerId> customer = sso.customer(mapping.customer());
      if (customer.isEmpty()) {
        log.warn("NET_AUTO_OIDC_GROUPS names a customer \"{}\", which is none", mapping.customer());
        continue;
      }
      governed.add(customer.get());
      if (given.contains(mapping)) {
        wanted.merge(customer.get(), mapping.role(), (a, b) -> a.compareTo(b) < 0 ? b : a);
      }
    }
    for (CustomerId customer : governed) {
      Role role = wanted.get(customer);
      if (role == null && sso.noMember(user, customer)) {
        said(user, AuditEvent.of("membership.remove"), customer);
      }
      if (role != null && sso.member(user, customer, role)) {
        said(user, AuditEvent.of("membership.set").with("role", role.wireName()), customer);
      }
    }
  }

  private void said(UserId user, AuditEvent event, @Nullable CustomerId customer) {
    String name = users.account(user).orElseThrow().username();
    audit.system(customer, event.on("user", user.value(), name).with("by", "sso"));
  }
}
