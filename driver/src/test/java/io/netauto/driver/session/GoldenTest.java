package io.netauto.driver.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.CommandResult;
import io.netauto.driver.OpenResult;
import io.netauto.driver.transport.ScriptedDevice;
import io.netauto.driver.transport.ScriptedDevice.Cut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recordings of devices, each beside the lines and results that it has to give, whole, in random
 * pieces and byte by byte. {@code -Dgolden.write=true} writes the golden files anew.
 */
@Timeout(120)
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/recordings");

  static Stream<String> recordings() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".txt"))
          .map(name -> name.replace(".txt", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void gives_the_golden_lines_however_the_bytes_are_cut(String name) throws IOException {
    String recording = Files.readString(FOLDER.resolve(name + ".txt"));
    Path golden = FOLDER.resolve(name + ".golden");
    String whole = play(recording, Cut.WHOLE, 0, 0);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, whole);
    }
    assertThat(whole).isEqualTo(Files.readString(golden));
    assertThat(play(recording, Cut.ONE_BYTE, 0, 0)).as("one by one").isEqualTo(whole);
    List<String> wrong =
        IntStream.range(0, 24)
            .parallel()
            .mapToObj(seed -> check(recording, whole, seed))
            .filter(text -> !text.isEmpty())
            .toList();
    assertThat(wrong).isEmpty();
  }

  private static String check(String recording, String whole, int seed) {
    String played = play(recording, Cut.RANDOM, seed, seed % 3 == 0 ? 12 : 0);
    return played.equals(whole) ? "" : "seed " + seed + ":\n" + played;
  }

  private static String play(String recording, Cut cut, long seed, int pauseMillis) {
    String[] parts = recording.split("\n---\n", 2);
    String platform = "";
    List<String> commands = new ArrayList<>();
    for (String line : parts[0].lines().toList()) {
      if (line.startsWith("platform: ")) {
        platform = line.substring(10);
      } else if (line.startsWith("run: ")) {
        commands.add(line.substring(5));
      }
    }
    ScriptedDevice device = new ScriptedDevice(cut, seed, pauseMillis).script(parts[1]);
    Recording r = new Recording(device, platform, Recording.options());
    StringBuilder text = new StringBuilder();
    if (r.opened instanceof OpenResult.NotOpened(var failure)) {
      return failure.toString();
    }
    for (String command : commands) {
      CommandResult result = r.run(command);
      text.append(result.getClass().getSimpleName()).append(' ').append(command).append('\n');
      if (result instanceof CommandResult.Failed failed) {
        text.append(failed.failure()).append('\n');
        break;
      }
    }
    r.allLines().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
