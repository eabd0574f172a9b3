package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The second factor as its owner, and as administrators of the customer, may change it. */
@Service
public class OwnSecondFactor {
  private final SecondFactors seconds;
  private final SecondFactorTable table;
  private final PasswordLogin login;
  private final LoginAudit audit;
  private final TransactionTemplate transaction;

  OwnSecondFactor(
      SecondFactors seconds,
      SecondFactorTable table,
      PasswordLogin login,
      LoginAudit audit,
      TransactionTemplate transaction) {
    this.seconds = seconds;
    this.table = table;
    this.login = login;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * How it stands.
   *
   * @param required whether a customer of the actor, or the server, asks for it
   * @param recoveryCodesLeft of those shown when it was turned on
   */
  public record State(boolean on, boolean required, int recoveryCodesLeft) {}

  public State state(Actor actor) {
    return new State(
        seconds.isOn(actor.user()),
        seconds.isRequired(actor.user()),
        seconds.recoveryCodesLeft(actor.user()));
  }

  /** A new key to set up; it counts once {@link #confirm} saw a code of it. */
  public Enrolment begin(Actor actor) {
    wholeActor(actor);
    return seconds.begin(actor.user(), actor.username());
  }

  /** The key that waits for its first code; empty where there is none. */
  public Optional<Enrolment> begun(Actor actor) {
    wholeActor(actor);
    return seconds.begun(actor.user(), actor.username());
  }

  /** Turns it on by a first code; the recovery codes are shown this once. */
  public List<String> confirm(Actor actor, String code) {
    wholeActor(actor);
    List<String> recovery = seconds.confirm(actor.user(), actor.username(), code, "code");
    audit.done(actor, "totp.enable");
    return recovery;
  }

  /** Turns it off with the password and a code. */
  public void disable(Actor actor, String password, String code) {
    wholeActor(actor);
    if (!seconds.isOn(actor.user())) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "no_second_factor",
          "There is no second factor to turn off.");
    }
    login.confirm(actor, password, "password");
    if (!seconds.check(actor.user(), actor.username(), code)) {
      throw ProblemException.invalid(
          "code", "This is not the code of now, or it was used already. Wait for the next one.");
    }
    transaction.executeWithoutResult(
        status -> {
          seconds.remove(actor.user());
          audit.done(actor, "totp.disable");
        });
  }

  /** Takes the second factor of somebody away who lost the device and the recovery codes. */
  public void reset(Actor actor, UserId user) {
    actor.require(Permission.USERS_MANAGE);
    SecondFactorTable.Person person =
        table
            .person(actor.customer(), user, actor.superuser())
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "user_not_found",
                        "There is no user with the number " + user.value() + "."));
    if (!actor.superuser() && (person.superuser() || person.elsewhere())) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "forbidden",
          "\"%s\" belongs to other customers, too; only an administrator of all may do this."
              .formatted(person.username()));
    }
    transaction.executeWithoutResult(
        status -> {
          if (!seconds.remove(user)) {
            throw new ProblemException(
                ProblemException.Kind.CONFLICT,
                "no_second_factor",
                "\"%s\" has no second factor to reset.".formatted(person.username()));
          }
          audit.record(
              actor, AuditEvent.of("totp.reset").on("user", user.value(), person.username()));
        });
  }

  /** Whether the actor's customer requires it of its people. */
  public boolean requiredHere(Actor actor) {
    actor.require(Permission.SETTINGS_READ);
    return table.requiredBy(actor.customer());
  }

  /** Requires it of the people of the actor's customer, from their next login on, or no longer. */
  public void requireHere(Actor actor, boolean required) {
    actor.require(Permission.SETTINGS_WRITE);
    transaction.executeWithoutResult(
        status -> {
          table.require(actor.customer(), required);
          audit.record(actor, AuditEvent.of("totp.require").with("required", required));
        });
  }

  private static void wholeActor(Actor actor) {
    if (actor.isNarrowed()) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "forbidden",
          "An API key with scopes cannot change its owner's second factor.");
    }
  }
}
