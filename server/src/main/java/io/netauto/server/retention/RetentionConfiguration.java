package io.netauto.server.retention;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.ZoneId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionRules.class)
class RetentionConfiguration {

  /** One node of all does it at its time. */
  @Bean
  Task<Void> retentionTask(RetentionRules rules, ObjectProvider<Retention> retention) {
    return Tasks.recurring("retention", schedule(rules.cron()))
        .execute((instance, context) -> retention.getObject().sweep("schedule", false));
  }

  private static Schedule schedule(String cron) {
    try {
      return Schedules.cron(cron, ZoneId.systemDefault());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          ("NET_AUTO_RETENTION_CRON is \"%s\", which is not second minute hour day month weekday,"
                  + " e.g. \"0 30 3 * * *\" for half past three each night, or - for never.")
              .formatted(cron),
          e);
    }
  }
}
