package io.netauto.server;

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
    SpringApplication application = new SpringApplication(NetAutoServer.class);
    application.setAdditionalProfiles(mode);
    try {
      application.run(
          args.length == 0 ? args : List.of(args).subList(1, args.length).toArray(String[]::new));
    } catch (RuntimeException e) {
      // Boot has told the cause; a name that a person can act on is told without a stack.
      System.exit(1);
    }
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
