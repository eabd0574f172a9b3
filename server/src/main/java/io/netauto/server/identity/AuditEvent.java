package io.netauto.server.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done, or refused, as the audit trail keeps it. Never holds a secret.
 *
 * @param action what was done, a noun and a verb: {@code device.create}, {@code run.end}, {@code
 *     login.refuse}
 * @param outcome {@code ok}, {@code refused} (no right, or a wrong password) or {@code failed}
 * @param kind the kind of the thing that it was done to: {@code device}, {@code user}; empty when
 *     there is none
 * @param id the thing's number or name in the API; empty when there is none
 * @param name what people call the thing: a hostname, a user name
 * @param details more, by name: texts, numbers, booleans and lists of them
 */
public record AuditEvent(
    String action,
    Outcome outcome,
    String kind,
    String id,
    String name,
    Map<String, Object> details) {

  /** How it ended. */
  public enum Outcome {
    OK,
    REFUSED,
    FAILED
  }

  public AuditEvent {
    details = Map.copyOf(details);
  }

  /** Something that was done to nothing in particular. */
  public static AuditEvent of(String action) {
    return new AuditEvent(action, Outcome.OK, "", "", "", Map.of());
  }

  /** The same, done to this thing. */
  public AuditEvent on(String what, Object number, String called) {
    return new AuditEvent(action, outcome, what, String.valueOf(number), called, details);
  }

  /** The same, ended in this way. */
  public AuditEvent ended(Outcome how) {
    return new AuditEvent(action, how, kind, id, name, details);
  }

  /** The same with one more detail; without it when the value is null. */
  public AuditEvent with(String detail, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(detail, value);
    return new AuditEvent(action, outcome, kind, id, name, more);
  }
}
