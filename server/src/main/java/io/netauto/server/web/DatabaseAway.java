package io.netauto.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 with a time to try again when the database is away, wherever in the request that was
 * noticed: the session, the API key or the feature itself.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class DatabaseAway extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(DatabaseAway.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Problems problems;

  DatabaseAway(Problems problems) {
    this.problems = problems;
  }

  /** Whether a failure is of the database's reach, and not of what was asked of it. */
  static boolean isCause(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof TransactionException
          || (t instanceof DataAccessException access
              && (!(access instanceof NonTransientDataAccessException)
                  || access instanceof NonTransientDataAccessResourceException))) {
        return true;
      }
    }
    return false;
  }

  static ProblemException problem() {
    return ProblemException.unavailable(
        "database_away", "The database does not answer. Try again in a moment.", RETRY);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException | ServletException e) {
      if (!isCause(e) || response.isCommitted()) {
        throw e;
      }
      log.warn("The database does not answer: {}", e.getClass().getSimpleName());
      if (request.getRequestURI().startsWith("/api/")) {
        response.reset();
        problems.write(problem(), request, response);
      } else {
        response.sendError(problem().kind().status(), problem().getMessage());
      }
    }
  }
}
