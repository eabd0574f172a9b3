package io.netauto.server.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.util.unit.DataSize;

/** What is wrong with the settings of the retention is told at the start. */
class RetentionConfigurationTest {
  private final ObjectProvider<Retention> none =
      new DefaultListableBeanFactory().getBeanProvider(Retention.class);

  private static RetentionRules rules(String cron) {
    return new RetentionRules(30, DataSize.ofMegabytes(1), cron);
  }

  @Test
  void a_bad_cron_names_the_setting_the_value_and_an_example() {
    RetentionConfiguration configuration = new RetentionConfiguration();
    for (String bad : new String[] {"every night", "0 30 3 * *", "61 0 0 * * *"}) {
      assertThatThrownBy(() -> configuration.retentionTask(rules(bad), none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NET_AUTO_RETENTION_CRON is \"" + bad + "\"")
          .hasMessageContaining("0 30 3 * * *");
    }
    assertThat(configuration.retentionTask(rules("0 30 3 * * *"), none).getName())
        .isEqualTo("retention");
    assertThat(configuration.retentionTask(rules("-"), none).getName()).isEqualTo("retention");
  }

  @Test
  void negative_limits_name_their_setting() {
    assertThatThrownBy(() -> new RetentionRules(-1, DataSize.ofBytes(0), "-"))
        .hasMessageContaining("NET_AUTO_RUN_MAX_DAYS is -1");
    assertThatThrownBy(() -> new RetentionRules(1, DataSize.ofBytes(-1), "-"))
        .hasMessageContaining("NET_AUTO_RUN_MAX_BYTES");
  }
}
