package io.netauto.server.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem of the caller: answered as problem+json under {@code /api/}, as an error page
 * elsewhere, and never logged as a fault.
 *
 * <p>The code is stable and machine-readable ({@code device_not_found}); the message is for people
 * and says what to do.
 */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The category of a problem; decides the HTTP status. */
  public enum Kind {
    MALFORMED(400),
    NOT_LOGGED_IN(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    CONFLICT(409),
    TOO_LARGE(413),
    INVALID(422),
    THROTTLED(429),
    UNAVAILABLE(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  private final Kind kind;
  private final String code;
  private final String message;
  private final transient List<FieldError> errors;
  private final @Nullable Duration retryAfter;

  public ProblemException(Kind kind, String code, String message) {
    this(kind, code, message, List.of());
  }

  public ProblemException(Kind kind, String code, String message, List<FieldError> errors) {
    this(kind, code, message, errors, null);
  }

  private ProblemException(
      Kind kind,
      String code,
      String message,
      List<FieldError> errors,
      @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.kind = kind;
    this.code = code;
    this.message = message;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  /**
   * 422 {@code invalid_fields}: the request was understood, and these fields cannot be accepted.
   */
  public static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(
        Kind.INVALID, "invalid_fields", "Some fields need another value: see errors.", errors);
  }

  /** 422 {@code invalid_fields} for a single field. */
  public static ProblemException invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /** 404; the message should quote what was looked for. */
  public static ProblemException notFound(String code, String message) {
    return new ProblemException(Kind.NOT_FOUND, code, message);
  }

  /** 409 because of the value of one field, such as a name that is taken. */
  public static ProblemException conflict(String code, String field, String message) {
    return new ProblemException(
        Kind.CONFLICT, code, message, List.of(new FieldError(field, message)));
  }

  /** 429 with {@code Retry-After}. */
  public static ProblemException throttled(String code, String message, Duration retryAfter) {
    return new ProblemException(Kind.THROTTLED, code, message, List.of(), retryAfter);
  }

  /** 503 with {@code Retry-After}. */
  public static ProblemException unavailable(String code, String message, Duration retryAfter) {
    return new ProblemException(Kind.UNAVAILABLE, code, message, List.of(), retryAfter);
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The fields at fault; empty where no field is. */
  public List<FieldError> errors() {
    return errors;
  }

  /** More for programs to read, as further members of the problem's body; empty for nothing. */
  public Map<String, Object> details() {
    return Map.of();
  }

  /** When trying again makes sense; null where that is not known. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
