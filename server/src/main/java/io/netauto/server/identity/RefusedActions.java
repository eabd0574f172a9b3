package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Tells the audit trail what people tried without the right to. Of one person at most {@value
 * #MOST} rows a minute: the next one says how many were left out.
 */
@Configuration(proxyBeanMethods = false)
class RefusedActions implements WebMvcConfigurer, HandlerInterceptor {
  static final int MOST = 20;
  private static final Logger log = LoggerFactory.getLogger(RefusedActions.class);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int PEOPLE = 10_000;

  private final ObjectProvider<Audit> audit;
  private final ObjectProvider<CurrentActor> current;
  private final Map<UserId, Minute> minutes = new LinkedHashMap<>();

  RefusedActions(ObjectProvider<Audit> audit, ObjectProvider<CurrentActor> current) {
    this.audit = audit;
    this.current = current;
  }

  /**
   * @param begin by the clock of {@link System#nanoTime()}
   */
  private record Minute(long begin, int told, int untold) {}

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception unhandled) {
    if (request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) instanceof ProblemException e
        && e.kind() == ProblemException.Kind.FORBIDDEN) {
      Optional<Actor> actor = current.getObject().find();
      actor.ifPresent(who -> tell(who, e, request));
    }
  }

  private void tell(Actor actor, ProblemException e, HttpServletRequest request) {
    int untold = admit(actor.user(), System.nanoTime());
    if (untold < 0) {
      return;
    }
    try {
      audit
          .getObject()
          .record(
              actor,
              AuditEvent.of("access.refuse")
                  .ended(AuditEvent.Outcome.REFUSED)
                  .with("code", e.code())
                  .with("permission", e instanceof Forbidden f ? f.missing().wireName() : null)
                  .with("method", request.getMethod())
                  .with("path", cut(request.getRequestURI()))
                  .with("leftOut", untold == 0 ? null : untold));
    } catch (DataAccessException failure) {
      log.warn("The audit trail could not be told of a refusal: {}", failure.toString());
    }
  }

  private static String cut(String path) {
    return path.length() <= 500 ? path : path.substring(0, 500);
  }

  /** How many were left out since the last row that was told; -1 when this one is left out, too. */
  private synchronized int admit(UserId user, long now) {
    Minute minute = minutes.get(user);
    if (minute == null || now - minute.begin() > MINUTE) {
      minutes.remove(user);
      if (minutes.size() >= PEOPLE) {
        minutes.remove(minutes.keySet().iterator().next());
      }
      minutes.put(user, new Minute(now, 1, 0));
      return minute == null ? 0 : minute.untold();
    }
    if (minute.told() < MOST) {
      minutes.put(user, new Minute(minute.begin(), minute.told() + 1, 0));
      return 0;
    }
    minutes.put(user, new Minute(minute.begin(), minute.told(), minute.untold() + 1));
    return -1;
  }
}
