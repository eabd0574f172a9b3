package io.netauto.conformance.napalm;

import io.netauto.driver.getters.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a recorded case, found by name. Runs of underscores count as one, since the recorder
 * wrote one for each blank and sign of a request; a name twice in a row as one, since {@code
 * <ARP/>} is also written {@code <ARP></ARP>}; and names end at 150 characters.
 */
final class CaseFiles {
  private static final int LONGEST_NAME = 150;

  private final Map<String, Path> byName;

  public CaseFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      byName =
          files.collect(
              Collectors.toMap(
                  file -> squeezed(file.getFileName().toString()),
                  file -> file,
                  (one, other) -> one));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file that was recorded for a request. */
  public Optional<String> requested(String request, String ending) {
    String name = squeezed(request.replaceAll("[^a-zA-Z0-9]", "_"));
    return named(name + ending)
        .or(
            () ->
                byName.keySet().stream()
                    .filter(file -> file.endsWith(ending))
                    .map(file -> file.substring(0, file.length() - ending.length()))
                    .filter(file -> isCutOff(file, ending) && name.startsWith(file))
                    .max(Comparator.comparingInt(String::length))
                    .flatMap(file -> named(file + ending)));
  }

  private boolean isCutOff(String name, String ending) {
    Path file = byName.get(name + ending);
    return file != null && file.getFileName().toString().length() == LONGEST_NAME + ending.length();
  }

  /** The file of this name. */
  public Optional<String> named(String name) {
    return Optional.ofNullable(byName.get(squeezed(name))).map(CaseFiles::read);
  }

  public Commands.Output output(String request, String ending) {
    return requested(request, ending)
        .<Commands.Output>map(Commands.Output.Text::new)
        .orElseGet(() -> new Commands.Output.Refused("not recorded: " + request));
  }

  private static String squeezed(String name) {
    return name.replaceAll("_{2,}", "_").replaceAll("(?<=_)([A-Za-z]\\w*?)_\\1(?=_)", "$1");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
