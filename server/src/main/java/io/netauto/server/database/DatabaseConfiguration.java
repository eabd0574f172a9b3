package io.netauto.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the server its DataSource. What uses it is closed first, then it, then PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
  /** Long enough for PostgreSQL to come back under a request, short enough to tell a person. */
  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(5);

  /** How long the start waits for a database that starts at the same time, as in Compose. */
  private static final Duration FIRST_CONNECTION_LIMIT = Duration.ofSeconds(30);

  @Bean(destroyMethod = "close")
  DatabaseServer databaseServer(DatabaseSettings settings) {
    return settings.open();
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(
      DatabaseServer server, @Value("${netauto.db-connections:20}") int connections) {
    var config = new HikariConfig();
    config.setPoolName("netauto");
    config.setJdbcUrl(server.jdbcUrl());
    config.setUsername(server.username());
    config.setPassword(server.password());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(CONNECTION_LIMIT.toMillis());
    config.setInitializationFailTimeout(FIRST_CONNECTION_LIMIT.toMillis());
    // Defaults for the driver: the URL's own parameters win.
    config.addDataSourceProperty("ApplicationName", "netauto");
    config.addDataSourceProperty("connectTimeout", CONNECTION_LIMIT.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    config.addDataSourceProperty("reWriteBatchedInserts", true);
    // Else the error of a batch quotes the values of its rows: what devices said, in our log.
    config.addDataSourceProperty("logServerErrorDetail", false);
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new EmbeddedPostgresException(
          "The database of %s cannot be reached: %s. Check NET_AUTO_DB_URL, NET_AUTO_DB_USERNAME and NET_AUTO_DB_PASSWORD, and that it runs."
              .formatted(server, e.getMessage()),
          e);
    }
  }
}
