package io.netauto.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseConfigurationTests {
  @TempDir Path folder;

  @Test
  void starts_the_embedded_database_and_stops_it_after_everything_that_uses_it() throws Exception {
    TestFolders.open(folder);
    var data = folder.resolve("data");
    LastWords words;
    try (var server = server(Map.of("NET_AUTO_DATA", data.toString()))) {
      assertThat(server.getBeansOfType(DataSource.class)).hasSize(1);
      words = server.getBean(LastWords.class);
      assertThat(TestFolders.postgresOn(data)).isNotEmpty();
    }
    assertThat(words.answered).isTrue();
    assertThat(TestFolders.postgresOn(data)).isEmpty();
  }

  @Test
  void uses_the_database_of_the_url_and_starts_none() throws Exception {
    TestFolders.open(folder);
    var unused = folder.resolve("unused");
    try (var fleet = EmbeddedPostgres.start(TestFolders.options(folder.resolve("fleet")))) {
      var variables = new HashMap<String, Object>();
      variables.put("NET_AUTO_DATA", unused.toString());
      variables.put("NET_AUTO_DB_URL", fleet.jdbcUrl());
      variables.put("NET_AUTO_DB_USERNAME", fleet.username());
      variables.put("NET_AUTO_DB_PASSWORD", fleet.password());
      try (var server = server(variables)) {
        assertThat(port(server.getBean(JdbcClient.class))).isEqualTo(fleet.port());
        assertThat(server.getBean(DatabaseSettings.class).toString())
            .doesNotContain(fleet.password());
      }
      assertThat(unused).doesNotExist();
      assertThat(fleet.pid()).as("not ours to stop").isPresent();
    }
  }

  @Test
  void refuses_a_url_of_another_kind() {
    assertThatThrownBy(() -> server(Map.of("NET_AUTO_DB_URL", "jdbc:mysql://host/x")).close())
        .rootCause()
        .hasMessageStartingWith("NET_AUTO_DB_URL must begin with \"jdbc:postgresql:\"");
  }

  @Test
  void shows_no_password_of_a_url() {
    var server = new ExternalPostgres("jdbc:postgresql://me:pw1@host/x?password=pw2", "me", "pw3");

    assertThat(server).hasToString("ExternalPostgres[jdbc:postgresql://host/x]");
  }

  private static int port(JdbcClient jdbc) {
    return Integer.parseInt(
        jdbc.sql("select current_setting('port')").query(String.class).single());
  }

  private static ConfigurableApplicationContext server(Map<String, Object> variables) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    return new SpringApplicationBuilder(Server.class)
        .web(WebApplicationType.NONE)
        .environment(environment)
        .run();
  }

  @SpringBootConfiguration
  @Import(DatabaseConfiguration.class)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
  })
  static class Server {
    @Bean
    LastWords lastWords(JdbcClient jdbc) {
      return new LastWords(jdbc);
    }
  }

  /** Something that writes when it is closed. */
  static final class LastWords implements AutoCloseable {
    private final JdbcClient jdbc;
    boolean answered;

    LastWords(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    @Override
    public void close() {
      answered = port(jdbc) > 0;
    }
  }
}
