package io.netauto.cli.term;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a file descriptor is a terminal.
 *
 * <p>Java only answers for standard input and output together. Calling {@code isatty} costs 200 ms
 * of start-up, so Linux is asked through {@code /proc}; elsewhere the launcher may tell with {@code
 * -Dnetauto.tty=012} (the digits of the descriptors that are), else Java's answer counts for all.
 */
final class Ttys {
  private Ttys() {}

  static boolean isTerminal(int descriptor) {
    String told = System.getProperty("netauto.tty");
    if (told != null) {
      return told.indexOf('0' + descriptor) >= 0;
    }
    var link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    if (Files.isSymbolicLink(link)) {
      try {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      } catch (IOException e) {
        return false;
      }
    }
    return console() != null;
  }

  /** Java's console; null when standard input or output is no terminal. */
  @SuppressWarnings("SystemConsoleNull") // it is null again in JDK 25 (JDK-8351435)
  static @Nullable Console console() {
    Console console = System.console();
    return console != null && console.isTerminal() ? console : null;
  }
}
