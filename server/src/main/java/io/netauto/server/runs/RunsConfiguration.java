package io.netauto.server.runs;

import com.github.kagkarlsson.scheduler.task.Task;
import io.netauto.driver.Driver;
import io.netauto.driver.Drivers;
import io.netauto.driver.SessionOptions;
import io.netauto.server.jobs.WorkTasks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class RunsConfiguration {

  @Bean
  Task<Void> runsTask(ObjectProvider<PerformRuns> work) {
    return WorkTasks.of(PerformRuns.NAME, work::getObject);
  }

  @Bean
  Task<Void> fanOutTask(ObjectProvider<FanOut> work) {
    return WorkTasks.of(FanOut.NAME, work::getObject);
  }

  @Bean
  Task<Void> scheduleTask(ObjectProvider<Schedules> work) {
    return WorkTasks.of(Schedules.NAME, work::getObject);
  }

  @Bean(destroyMethod = "close")
  Driver driver(@Value("${netauto.telnet}") boolean telnet) {
    return telnet ? Drivers.sshAndTelnet() : Drivers.ssh();
  }

  /** The recorder keeps the output, so the driver keeps none in memory. */
  @Bean
  SessionOptions sessionOptions(RunLimits limits) {
    return limits.options();
  }

  @Bean
  MarkCodec markCodec(JsonMapper json) {
    return new MarkCodec(json);
  }
}
