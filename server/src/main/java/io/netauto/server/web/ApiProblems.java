package io.netauto.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Answers what goes wrong: problem+json for the API, the error page for pages. */
@RestControllerAdvice
class ApiProblems {
  private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

  /** SQL states: character_not_in_repertoire, untranslatable_character. */
  private static final Set<String> NO_SUCH_CHARACTER = Set.of("22021", "22P05");

  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> problem(
      ProblemException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isApi(request)) {
      response.sendError(e.kind().status(), e.getMessage());
      return null;
    }
    HttpHeaders headers = new HttpHeaders();
    Duration retryAfter = e.retryAfter();
    if (retryAfter != null) {
      headers.set("Retry-After", Problems.seconds(retryAfter));
    }
    return ResponseEntity.status(e.kind().status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problems.of(e, request.getRequestURI()));
  }

  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> unreadable(
      HttpMessageNotReadableException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyLimit.TooLarge large) {
        return problem(large.problem(), request, response);
      }
    }
    if (e.getCause() instanceof ValueInstantiationException bad
        && bad.getCause() instanceof IllegalArgumentException why
        && !bad.getPath().isEmpty()) {
      return problem(
          ProblemException.invalid(
              String.valueOf(bad.getPath().getLast().getPropertyName()),
              String.valueOf(why.getMessage())),
          request,
          response);
    }
    return problem(
        new ProblemException(ProblemException.Kind.MALFORMED, "malformed_body", words(e)),
        request,
        response);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> tooLarge(
      BodyLimit.TooLarge e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return problem(e.problem(), request, response);
  }

  /** Text that PostgreSQL cannot keep: it has no character of the number 0. */
  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> unkeepable(
      DataIntegrityViolationException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!(e.getMostSpecificCause() instanceof SQLException cause)
        || !NO_SUCH_CHARACTER.contains(String.valueOf(cause.getSQLState()))) {
      return other(e, request, response);
    }
    return problem(
        new ProblemException(
            ProblemException.Kind.MALFORMED,
            "malformed_text",
            "A text of the request holds the character U+0000. Leave it out."),
        request,
        response);
  }

  private static String words(HttpMessageNotReadableException e) {
    return switch (e.getCause()) {
      case UnrecognizedPropertyException unknown ->
          "There is no field \"%s\". Known: %s."
              .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
      case DatabindException bind when !bind.getPath().isEmpty() ->
          "The field \"%s\" has a value of another kind than it should."
              .formatted(String.valueOf(bind.getPath().getLast().getPropertyName()));
      case JacksonException json when json.getLocation() == null ->
          "The body nests too deeply, or holds a name or number that is too long.";
      case JacksonException json ->
          "The body is not JSON: line %d, column %d."
              .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr());
      case null, default -> "The request needs a JSON body.";
    };
  }

  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> mistyped(
      MethodArgumentTypeMismatchException e,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return problem(
        ProblemException.invalid(
            e.getName(), "\"%s\" is not a value for \"%s\".".formatted(e.getValue(), e.getName())),
        request,
        response);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> missing(
      MissingServletRequestParameterException e,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return problem(
        ProblemException.invalid(
            e.getParameterName(),
            "The request lacks the parameter \"%s\".".formatted(e.getParameterName())),
        request,
        response);
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  @Nullable ResponseEntity<ProblemDetail> database(
      RuntimeException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!DatabaseAway.isCause(e)) {
      return other(e, request, response);
    }
    log.warn("The database does not answer: {}", e.getClass().getSimpleName());
    return response.isCommitted() ? null : problem(DatabaseAway.problem(), request, response);
  }

  /** The subscriber of a stream is gone: nobody is there to be told. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e) {
    log.debug("The client is gone: {}", e.toString());
  }

  /**
   * Spring's own refusals (404, 405, 415 …) know their status; anything else is a fault of ours.
   */
  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> other(
      Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      log.debug("An answer was broken off: {}", e.toString());
      return null;
    }
    HttpStatusCode status =
        e instanceof ErrorResponse known ? known.getStatusCode() : HttpStatus.INTERNAL_SERVER_ERROR;
    if (status.is5xxServerError()) {
      log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
    }
    String message =
        e instanceof ErrorResponse known && known.getBody().getDetail() != null
            ? known.getBody().getDetail()
            : "The server failed. Its log has the cause under the request id.";
    if (!isApi(request)) {
      response.sendError(status.value(), message);
      return null;
    }
    HttpHeaders headers = e instanceof ErrorResponse known ? known.getHeaders() : new HttpHeaders();
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            Problems.of(
                status, code(status), String.valueOf(message), List.of(), request.getRequestURI()));
  }

  private static String code(HttpStatusCode status) {
    return switch (status.value()) {
      case 400 -> "malformed";
      case 404 -> "not_found";
      case 405 -> "method_not_allowed";
      case 406 -> "not_acceptable";
      case 413 -> "too_large";
      case 415 -> "media_type";
      default -> status.is4xxClientError() ? "refused" : "internal";
    };
  }

  private static boolean isApi(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/");
  }
}
