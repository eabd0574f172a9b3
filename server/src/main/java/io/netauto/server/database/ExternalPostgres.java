package io.netauto.server.database;

import java.util.Objects;

/** A PostgreSQL that somebody else runs, named by {@code NET_AUTO_DB_URL}. */
record ExternalPostgres(String jdbcUrl, String username, String password)
    implements DatabaseServer {
  ExternalPostgres {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(password, "password");
    if (!jdbcUrl.startsWith("jdbc:postgresql:"))
      throw new IllegalArgumentException(
          "NET_AUTO_DB_URL must begin with \"jdbc:postgresql:\", as in"
              + " jdbc:postgresql://host:5432/netauto");
  }

  /** Leaves the database alone: it is not ours. */
  @Override
  public void close() {}

  /** The URL may hold a password in its query, and the authority may too. */
  @Override
  public String toString() {
    return "ExternalPostgres[" + withoutSecrets() + "]";
  }

  String withoutSecrets() {
    return jdbcUrl.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
  }
}
