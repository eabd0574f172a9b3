package io.netauto.server.credentials;

import io.netauto.server.credentials.CredentialUses.Uses;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.AuditEvent.Outcome;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.ProblemException.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code stored:NAME}: credentials that a customer keeps here, sealed. They can be written and
 * tried, and never read.
 */
@Service
public class StoredCredentials implements CredentialSource {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final int PAGE = 100;

  /** Parts of addresses of pages and of the API. */
  private static final Set<String> TAKEN = Set.of("new", "stopped");

  private final StoredTable table;
  private final ObjectProvider<CredentialUses> uses;
  private final ObjectProvider<LoginTrial> trial;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  StoredCredentials(
      StoredTable table,
      ObjectProvider<CredentialUses> uses,
      ObjectProvider<LoginTrial> trial,
      TransactionTemplate transaction,
      Audit audit,
      Clock clock) {
    this.table = table;
    this.uses = uses;
    this.trial = trial;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String scheme() {
    return "stored";
  }

  @Override
  public boolean isOfTheServer() {
    return false;
  }

  @Override
  public Optional<String> problemWith(CustomerId customer, String name) {
    return table.byName(customer, name).isPresent()
        ? Optional.empty()
        : Optional.of(
            "There is no stored credential \"%s\". Add it under Credentials first."
                .formatted(name));
  }

  @Override
  public Resolution resolve(CustomerId customer, String name) {
    Optional<StoredTable.Row> row = table.byName(customer, name);
    if (row.isEmpty()) {
      return new Resolution.NotFound(
          "There is no stored credential \"%s\".".formatted(name),
          "a credential of this name under Credentials",
          "Add it, or edit the device's credential reference.");
    }
    try {
      return new Resolution.Found(table.open(customer, row.get()).credential());
    } catch (CannotOpenException e) {
      return new Resolution.NotFound(
          "The stored credential \"%s\" cannot be opened: it was altered in the database."
              .formatted(name),
          "a credential as it was stored",
          "Enter its secrets again under Credentials.");
    }
  }

  /** Those of the customer by name, 100 a page. */
  public Page<StoredCredential> list(Actor actor, @Nullable String cursor) {
    actor.require(Permission.CREDENTIALS_READ);
    String after =
        cursor == null || cursor.isEmpty() ? "" : Cursor.decode(cursor, "name", 1).getFirst();
    List<StoredCredential> found = table.list(actor.customer(), after, PAGE + 1);
    List<StoredCredential> items = found.subList(0, Math.min(PAGE, found.size()));
    Map<String, Long> devices = uses.getObject().devices(actor.customer(), scheme());
    return new Page<>(
        items.stream().map(c -> withDevices(c, devices)).toList(),
        found.size() > PAGE
            ? Cursor.encode("name", items.getLast().name().toLowerCase(Locale.ROOT))
            : null,
        table.count(actor.customer()));
  }

  private static StoredCredential withDevices(StoredCredential c, Map<String, Long> devices) {
    return new StoredCredential(
        c.id(),
        c.name(),
        c.parts(),
        c.keyFingerprint(),
        c.createdAt(),
        c.changedAt(),
        c.changedBy(),
        devices.getOrDefault(c.ref().toLowerCase(Locale.ROOT), 0L));
  }

  public StoredCredential get(Actor actor, String name) {
    actor.require(Permission.CREDENTIALS_READ);
    return row(actor, name).credential();
  }

  /** Who names it. */
  public Uses uses(Actor actor, String name) {
    actor.require(Permission.CREDENTIALS_READ);
    return uses.getObject().of(actor.customer(), row(actor, name).credential().ref());
  }

  private StoredTable.Row row(Actor actor, String name) {
    return table.byName(actor.customer(), name).orElseThrow(() -> missing(name));
  }

  private static ProblemException missing(String name) {
    return ProblemException.notFound(
        "credential_not_found", "There is no stored credential \"%s\".".formatted(name));
  }

  public StoredCredential create(Actor actor, String name, StoredParts given) {
    actor.require(Permission.CREDENTIALS_WRITE);
    List<FieldError> errors = new ArrayList<>();
    String wanted = checkedName(name, errors);
    StoredParts parts = StoredParts.NONE.with(given);
    String fingerprint = parts.check(errors);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    Instant now = clock.instant();
    return change(
        wanted,
        () -> {
          long id =
              table.insert(actor.customer(), wanted, parts, fingerprint, actor.username(), now);
          audit.record(
              actor,
              AuditEvent.of("credential.create")
                  .on("credential", id, "stored:" + wanted)
                  .with("parts", List.copyOf(parts.byName().keySet())));
          return wanted;
        },
        actor);
  }

  /**
   * Changes what is given.
   *
   * @param newName null for the same
   */
  public StoredCredential edit(
      Actor actor, String name, @Nullable String newName, StoredParts change) {
    actor.require(Permission.CREDENTIALS_WRITE);
    long id = row(actor, name).credential().id();
    String called = newName == null ? name : newName.strip();
    return change(
        called,
        () -> {
          StoredTable.Row row = table.lock(actor.customer(), id).orElseThrow(() -> missing(name));
          StoredCredential before = row.credential();
          List<FieldError> errors = new ArrayList<>();
          String wanted = newName == null ? before.name() : checkedName(newName, errors);
          if (!wanted.equalsIgnoreCase(before.name())) {
            refuseWhileUsed(actor, before, "renamed");
          }
          StoredParts parts = table.open(actor.customer(), row).with(change);
          String fingerprint = parts.check(errors);
          if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
          }
          table.update(
              actor.customer(), id, wanted, parts, fingerprint, actor.username(), clock.instant());
          audit.record(
              actor,
              AuditEvent.of("credential.edit")
                  .on("credential", id, "stored:" + wanted)
                  .with("was", wanted.equals(before.name()) ? null : "stored:" + before.name())
                  .with("changed", change.named()));
          return wanted;
        },
        actor);
  }

  private StoredCredential change(String name, Supplier<String> work, Actor actor) {
    try {
      String done = Objects.requireNonNull(transaction.execute(status -> work.get()));
      return row(actor, done).credential();
    } catch (DuplicateKeyException e) {
      throw ProblemException.conflict(
          "credential_exists",
          "name",
          "There is a stored credential \"%s\" already; choose another name.".formatted(name));
    }
  }

  /** Deletes one that nothing names. */
  public void delete(Actor actor, String name) {
    actor.require(Permission.CREDENTIALS_WRITE);
    StoredCredential credential = row(actor, name).credential();
    transaction.executeWithoutResult(
        status -> {
          if (table.lock(actor.customer(), credential.id()).isEmpty()) {
            throw missing(name);
          }
          refuseWhileUsed(actor, credential, "deleted");
          table.delete(actor.customer(), credential.id());
          audit.record(
              actor,
              AuditEvent.of("credential.remove")
                  .on("credential", credential.id(), credential.ref()));
        });
  }

  private void refuseWhileUsed(Actor actor, StoredCredential credential, String what) {
    Uses used = uses.getObject().of(actor.customer(), credential.ref());
    if (!used.isEmpty()) {
      throw new ProblemException(
          Kind.CONFLICT,
          "credential_in_use",
          "The credential \"%s\" cannot be %s while %s names it. Give these another one first."
              .formatted(credential.ref(), what, used.words()));
    }
  }

  /** Logs in to a device with it, and out again. */
  public LoginTrial.Result test(Actor actor, String name, String device) {
    actor.require(Permission.CREDENTIALS_WRITE);
    actor.require(Permission.RUNS_EXECUTE);
    StoredCredential credential = row(actor, name).credential();
    LoginTrial.Result result = trial.getObject().tryLogin(actor, credential.ref(), device.strip());
    transaction.executeWithoutResult(
        status ->
            audit.record(
                actor,
                AuditEvent.of("credential.test")
                    .on("credential", credential.id(), credential.ref())
                    .ended(result.ok() ? Outcome.OK : Outcome.FAILED)
                    .with("device", result.hostname())
                    .with("cause", result.ok() ? null : result.code())));
    return result;
  }

  private static String checkedName(String name, List<FieldError> errors) {
    String wanted = name.strip();
    if (!NAME.matcher(wanted).matches()) {
      errors.add(
          new FieldError(
              "name",
              wanted.isEmpty()
                  ? "Give the credential a name, e.g. core-routers."
                  : "A name has letters, digits, '_', '-' and '.', at most 64, and begins with a"
                      + " letter or digit."));
    } else if (TAKEN.contains(wanted.toLowerCase(Locale.ROOT))) {
      errors.add(
          new FieldError("name", "\"%s\" means something else in addresses.".formatted(wanted)));
    }
    return wanted;
  }
}
