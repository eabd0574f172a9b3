package io.netauto.server.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the state lives. Each is also an environment variable: {@code net-auto.db-url} is {@code
 * NET_AUTO_DB_URL}, for Boot looks a name with dashes up with underscores too.
 *
 * @param data the data folder
 * @param dbUrl the JDBC URL of a PostgreSQL to use in place of the embedded one
 * @param dbUsername the role on it
 * @param dbPassword the role's password
 * @param dbOsUser the operating-system user of the embedded PostgreSQL when the server is root
 */
@ConfigurationProperties("net-auto")
record DatabaseSettings(
    @DefaultValue("data") Path data,
    @Nullable String dbUrl,
    @DefaultValue("netauto") String dbUsername,
    @DefaultValue("") String dbPassword,
    @Nullable String dbOsUser) {

  /** The database that these settings ask for, running when this returns. */
  DatabaseServer open() {
    return dbUrl == null || dbUrl.isBlank()
        ? EmbeddedPostgres.start(PostgresOptions.in(data).withOsUser(dbOsUser))
        : new ExternalPostgres(dbUrl, dbUsername, dbPassword);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[data=%s, dbUrl=***, dbUsername=%s, dbPassword=***, dbOsUser=%s]"
        .formatted(data, dbUsername, dbOsUser);
  }
}
