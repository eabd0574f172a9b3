package io.netauto.server.database;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that runs an embedded PostgreSQL until its input ends. It says {@code READY <pid> <url>
 * <password>} or {@code REFUSED <message>}.
 */
final class SupervisedChild {
  private SupervisedChild() {}

  public static void main(String[] args) throws IOException {
    var options = PostgresOptions.in(Path.of(args[0])).withProgramsFolder(Path.of(args[1]));
    try (var postgres = EmbeddedPostgres.start(options)) {
      System.out.printf(
          "READY %d %s %s%n",
          postgres.pid().orElseThrow(), postgres.jdbcUrl(), postgres.password());
      while (System.in.read() >= 0) {}
    } catch (EmbeddedPostgresException e) {
      System.out.println("REFUSED " + e.getMessage());
    }
  }
}
