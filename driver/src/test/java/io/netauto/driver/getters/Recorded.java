package io.netauto.driver.getters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A device that knows only the commands it was given, and refuses all others. */
public final class Recorded implements Commands {
  private final Map<String, String> outputs = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  public Recorded with(String command, String output) {
    outputs.put(command, output);
    return this;
  }

  /** The output of a command from a file of the test resources. */
  public Recorded withFile(String command, String resource) {
    try (InputStream in = Recorded.class.getResourceAsStream("/getters/" + resource)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no resource \"" + resource + "\".");
      }
      return with(command, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Output run(String command) {
    asked.add(command);
    String output = outputs.get(command);
    return output == null
        ? new Output.Refused("% Invalid input detected")
        : new Output.Text(output);
  }

  public List<String> asked() {
    return asked;
  }

  /** What a getter answers. */
  public <T> Answer<T> answer(Getters getters, Getter<T> getter, Arguments arguments) {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));
    return getters.get(getter, arguments, this, clock);
  }

  /** What a getter answers, which has to be known. */
  public <T> T get(Getters getters, Getter<T> getter) {
    return get(getters, getter, Arguments.none());
  }

  /** What a getter answers, which has to be known. */
  public <T> T get(Getters getters, Getter<T> getter, Arguments arguments) {
    return switch (answer(getters, getter, arguments)) {
      case Answer.Known<T>(T value) -> value;
      case Answer<T> other -> throw new AssertionError("not known: " + other);
    };
  }
}
