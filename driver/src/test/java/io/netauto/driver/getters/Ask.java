package io.netauto.driver.getters;

import io.netauto.driver.Algorithms;
import io.netauto.driver.Driver;
import io.netauto.driver.Drivers;
import io.netauto.driver.Failure;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.Target;
import io.netauto.driver.TestOptions;
import io.netauto.driver.platform.Platforms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts getters to a real device by hand: {@code HOST USER PASSWORD PLATFORM FOLDER GETTER…}; the
 * answers go to standard output, and what the device printed to a file per command in the folder.
 */
final class Ask {
  private Ask() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[4]));
    try (Driver driver = Drivers.ssh()) {
      OpenResult opened =
          driver.open(
              new Target(args[0], 22),
              Login.password(args[1], args[2]),
              Platforms.builtIn().get(args[3]),
              HostKeys.trustAll(),
              TestOptions.with(Algorithms.modern()),
              SessionListener.none());
      switch (opened) {
        case OpenResult.NotOpened(Failure failure) -> System.out.println(failure);
        case OpenResult.Opened(Session session, _) -> {
          try (session) {
            Commands kept = new Kept(Commands.of(session), folder);
            Getters getters = GettersByPlatform.of(args[3]).orElseThrow();
            for (String name : Arrays.copyOfRange(args, 5, args.length)) {
              System.out.println(name + ": " + answer(getters, Getter.find(name), kept));
              System.out.println("  at " + session.prompt() + session.state());
            }
          }
        }
      }
    }
  }

  private static String answer(Getters getters, Optional<Getter<?>> getter, Commands commands) {
    Answer<?> answer = getters.get(getter.orElseThrow(), Arguments.none(), commands);
    return answer instanceof Answer.Known<?>(Object value)
        ? GetterJson.of(value).toPrettyString()
        : answer.toString();
  }

  /** Writes down what a device prints. */
  private record Kept(Commands device, Path folder) implements Commands {
    @Override
    public Output run(String command) {
      return kept(command, device.run(command));
    }

    @Override
    public Output runIn(String mode, String command) {
      return kept(command, device.runIn(mode, command));
    }

    private Output kept(String command, Output output) {
      String name = command.replaceAll("\\W+", "_") + ".txt";
      try {
        Files.writeString(
            folder.resolve(name),
            output instanceof Output.Text(String text) ? text : output.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return output;
    }
  }
}
