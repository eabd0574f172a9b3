package io.netauto.server.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an embedded PostgreSQL is started with.
 *
 * @param dataFolder the server's data folder; the database lives in its {@code postgresql} folder
 * @param programsFolder where the PostgreSQL programs are unpacked, or null for the data folder;
 *     servers may share one
 * @param osUser the operating-system user that PostgreSQL runs as when the server is root: a name,
 *     {@code uid} or {@code uid:gid}; null for the owner of the data folder, or {@code nobody} when
 *     that is root
 * @param limits how long each step may take
 */
public record PostgresOptions(
    Path dataFolder, @Nullable Path programsFolder, @Nullable String osUser, Limits limits) {
  public PostgresOptions {
    dataFolder = dataFolder.toAbsolutePath().normalize();
    if (programsFolder != null) programsFolder = programsFolder.toAbsolutePath().normalize();
    if (osUser != null && osUser.isBlank()) osUser = null;
    Objects.requireNonNull(limits, "limits");
  }

  public static PostgresOptions in(Path dataFolder) {
    return new PostgresOptions(dataFolder, null, null, Limits.DEFAULTS);
  }

  public PostgresOptions withProgramsFolder(Path folder) {
    return new PostgresOptions(dataFolder, folder, osUser, limits);
  }

  public PostgresOptions withOsUser(@Nullable String user) {
    return new PostgresOptions(dataFolder, programsFolder, user, limits);
  }

  public PostgresOptions withLimits(Limits newLimits) {
    return new PostgresOptions(dataFolder, programsFolder, osUser, newLimits);
  }

  /**
   * The longest each step may take.
   *
   * @param create making a new, empty database
   * @param start from launch until PostgreSQL answers; replaying its log after a crash counts
   * @param stop a fast shutdown, checkpoint included; then PostgreSQL is stopped without one
   * @param previous waiting for the PostgreSQL of a server that was killed to finish stopping
   */
  public record Limits(Duration create, Duration start, Duration stop, Duration previous) {
    public static final Limits DEFAULTS =
        new Limits(
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));

    public Limits {
      for (var limit : new Duration[] {create, start, stop, previous}) {
        if (!limit.isPositive())
          throw new IllegalArgumentException("A time limit must be positive: \"" + limit + "\"");
      }
    }
  }
}
