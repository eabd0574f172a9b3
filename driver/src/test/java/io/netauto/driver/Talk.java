package io.netauto.driver;

import io.netauto.driver.platform.Platforms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Talks to a real device by hand: {@code HOST USER PASSWORD|@KEYFILE PLATFORM MODERN|LEGACY
 * COMMAND…}; the clean output goes to standard output, everything else to standard error.
 */
final class Talk {
  private Talk() {}

  public static void main(String[] args) throws Exception {
    Login login =
        args[2].startsWith("@")
            ? Login.key(args[1], Files.readString(Path.of(args[2].substring(1))))
            : Login.password(args[1], args[2]);
    SessionOptions options =
        TestOptions.with(args[4].equals("LEGACY") ? Algorithms.legacy() : Algorithms.modern());
    Transcript transcript =
        new Transcript(
            options.charset(),
            Transcript.State.initial(),
            line -> System.err.println(line.number() + " " + line.part() + " |" + line.text()));
    SessionListener listener =
        new SessionListener() {
          @Override
          public void bytes(byte[] buffer, int offset, int length) {
            transcript.bytes(buffer, offset, length);
          }

          @Override
          public void mark(Mark mark) {
            System.err.println("-- " + mark);
            transcript.mark(mark);
          }
        };
    long begin = System.nanoTime();
    try (Driver driver = Drivers.ssh()) {
      OpenResult opened =
          driver.open(
              new Target(args[0], 22),
              login,
              Platforms.builtIn().get(args[3]),
              HostKeys.trustAll(),
              options,
              listener);
      time("open", begin);
      switch (opened) {
        case OpenResult.NotOpened(Failure failure) -> System.err.println(failure);
        case OpenResult.Opened(Session session, _) -> {
          try (session) {
            for (String command : Arrays.copyOfRange(args, 5, args.length)) {
              begin = System.nanoTime();
              CommandResult result = session.run(command);
              time(command, begin);
              System.out.println(result.output().text());
              if (result instanceof CommandResult.Failed failed) {
                System.err.println(failed.failure());
                break;
              }
              if (result instanceof CommandResult.Rejected rejected) {
                System.err.println(rejected.failure());
              }
            }
            begin = System.nanoTime();
          }
          time("close", begin);
        }
      }
    }
  }

  private static void time(String what, long since) {
    System.err.printf("== %s: %.1f ms%n", what, (System.nanoTime() - since) / 1e6);
  }
}
