package io.netauto.server.database;

/** Where the server's database is, and how long it lives: at least until this is closed. */
public sealed interface DatabaseServer extends AutoCloseable
    permits EmbeddedPostgres, ExternalPostgres {
  String jdbcUrl();

  String username();

  /** A secret, to be handed to the driver and nowhere else. */
  String password();

  @Override
  void close();
}
