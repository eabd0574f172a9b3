package io.netauto.server;

import io.netauto.server.database.EmbeddedPostgresException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/**
 * The server's main class. The first argument is the mode: {@code server} for real use, {@code
 * demo} for a server with a fleet of simulated devices.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class NetAutoServer {
  private static final List<String> MODES = List.of("server", "demo");
  private static final int STARTS = 5;

  /** Classes of SQLSTATE. */
  private static final String CONNECTION = "08";

  private static final String SHUTDOWN = "57P";

  /** Starts the server; ends with status 2 when it was called or set up wrongly. */
  public static void main(String[] args) {
    String mode = args.length == 0 ? "server" : args[0];
    if (!MODES.contains(mode)) {
      System.err.printf("There is no mode \"%s\": use server or demo.%n", mode);
      System.exit(2);
    }
    List<String> unknown = EnvironmentNames.unknown(System.getenv().keySet());
    if (!unknown.isEmpty()) {
      unknown.forEach(System.err::println);
      System.exit(2);
    }
    String[] arguments =
        args.length == 0 ? args : List.of(args).subList(1, args.length).toArray(String[]::new);
    for (int start = 1; !hasStarted(mode, arguments, start == STARTS); start++) {
      System.err.println("The database went away while the server started; it starts again.");
    }
  }

  /**
   * Ends the process when it cannot start.
   *
   * @param last whether this is the last attempt
   * @return false when the database went away meanwhile, so that the next attempt may succeed
   */
  private static boolean hasStarted(String mode, String[] arguments, boolean last) {
    SpringApplication application = new SpringApplication(NetAutoServer.class);
    application.setAdditionalProfiles(mode);
    try {
      application.run(arguments);
      return true;
    } catch (RuntimeException e) {
      // Boot has told the cause; a name that a person can act on is told without a stack.
      if (last || !isConnectionLost(e)) {
        System.exit(1);
      }
      return false;
    }
  }

  /** Whether a connection that was there was lost; one that never was is told to a person. */
  private static boolean isConnectionLost(Throwable failure) {
    boolean lost = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EmbeddedPostgresException) {
        return false;
      }
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        // The pool gives none where it had closed the connection already.
        lost |= state == null || state.startsWith(CONNECTION) || state.startsWith(SHUTDOWN);
      }
    }
    return lost;
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
