package io.netauto.driver.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformFolderTest {
  private static final String GOOD = "name: %s\nvendor: Me\nmodes:\n  - {name: m, prompt: 'x>'}\n";

  @TempDir Path temp;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
  private final List<PlatformFolder.Snapshot> changes = new ArrayList<>();
  private Path folder;

  @BeforeEach
  void make() throws Exception {
    folder = Files.createDirectory(temp.resolve("platforms"));
  }

  private PlatformFolder open() {
    return new PlatformFolder(folder, now::get, changes::add);
  }

  private void pass(int millis) {
    now.updateAndGet(at -> at.plus(Duration.ofMillis(millis)));
  }

  /** Writes a file whose time is now. */
  private void write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(now.get()));
  }

  /** Enough time for a change to be seen and to count. */
  private void settle(PlatformFolder platforms) {
    for (int i = 0; i < 4; i++) {
      pass(600);
      platforms.current();
    }
  }

  private static List<String> words(PlatformFolder platforms) {
    return platforms.problems().stream().map(PlatformFolder.Problem::toString).toList();
  }

  @Test
  void sees_added_changed_and_deleted_files() throws Exception {
    PlatformFolder live = open();
    Platforms view = live.platforms();
    assertThat(view.find("mine")).isEmpty();
    write("mine.yaml", GOOD.formatted("One"));
    write("frr.yaml", GOOD.formatted("My FRR"));
    settle(live);
    assertThat(view.get("mine").name()).isEqualTo("One");
    assertThat(view.get("frr").name()).isEqualTo("My FRR");
    assertThat(live.isOwn("frr")).isTrue();
    assertThat(live.isOwn("cisco_ios")).isFalse();
    write("mine.yaml", GOOD.formatted("Two"));
    settle(live);
    assertThat(view.get("mine").name()).isEqualTo("Two");
    Files.delete(folder.resolve("mine.yaml"));
    Files.delete(folder.resolve("frr.yaml"));
    pass(600);
    assertThat(view.find("mine")).isEmpty();
    assertThat(view.get("frr").name()).isEqualTo("FRRouting");
    assertThat(changes).hasSize(3);
  }

  @Test
  void reads_at_the_start_what_has_been_lying_there() throws Exception {
    write("mine.yaml", GOOD.formatted("One"));
    pass(1000);
    assertThat(open().current().platforms()).containsKey("mine");
  }

  @Test
  void keeps_the_last_good_version_of_a_file_and_names_the_line_at_fault() throws Exception {
    write("mine.yaml", GOOD.formatted("One"));
    PlatformFolder live = open();
    settle(live);
    write("mine.yaml", "name: X\nvendor: V\nmodes:\n  - name: m\n    promt: 'x>'\n");
    settle(live);
    assertThat(live.current().platforms().get("mine").name()).isEqualTo("One");
    assertThat(words(live)).hasSize(1);
    assertThat(words(live).getFirst()).startsWith("mine.yaml:4: \"prompt\" is missing");
    int before = changes.size();
    settle(live);
    assertThat(changes).as("told once").hasSize(before);
    write("mine.yaml", GOOD.formatted("Two"));
    settle(live);
    assertThat(live.problems()).isEmpty();
    assertThat(live.current().platforms().get("mine").name()).isEqualTo("Two");
  }

  @Test
  void a_bad_file_with_a_built_in_name_leaves_the_built_in_platform() throws Exception {
    write("frr.yaml", "name: [\n");
    PlatformFolder live = open();
    settle(live);
    assertThat(live.current().platforms().get("frr").name()).isEqualTo("FRRouting");
    assertThat(words(live)).singleElement().asString().contains("frr.yaml:").contains("not YAML");
  }

  @Test
  void leaves_a_file_alone_while_it_is_being_written() throws Exception {
    PlatformFolder live = open();
    // Half a file is YAML all the same.
    for (int i = 1; i <= 6; i++) {
      write("mine.yaml", GOOD.formatted("Half " + "of it".repeat(i)));
      pass(600);
      assertThat(live.current().platforms()).doesNotContainKey("mine");
    }
    write("mine.yaml", GOOD.formatted("Whole"));
    settle(live);
    assertThat(live.current().platforms().get("mine").name()).isEqualTo("Whole");
  }

  @Test
  void reads_a_file_whose_time_lies_in_the_future() throws Exception {
    write("mine.yaml", GOOD.formatted("One"));
    Files.setLastModifiedTime(
        folder.resolve("mine.yaml"), FileTime.from(now.get().plus(Duration.ofDays(3))));
    PlatformFolder live = open();
    settle(live);
    assertThat(live.current().platforms()).containsKey("mine");
  }

  @Test
  void everything_stays_when_the_folder_vanishes_and_that_is_told() throws Exception {
    write("mine.yaml", GOOD.formatted("One"));
    PlatformFolder live = open();
    settle(live);
    Path moved = temp.resolve("moved");
    Files.move(folder, moved);
    pass(600);
    assertThat(live.current().platforms()).containsKey("mine");
    assertThat(words(live)).singleElement().asString().contains("the folder cannot be read");
    Files.move(moved, folder);
    pass(600);
    assertThat(live.problems()).isEmpty();
  }

  @Test
  void refuses_large_files_strange_names_bytes_that_are_no_text_and_folders() throws Exception {
    write("large.yaml", "#".repeat(PlatformFolder.MOST_BYTES + 1));
    write("a b.yaml", GOOD.formatted("Strange"));
    Files.write(folder.resolve("bytes.yaml"), new byte[] {'n', (byte) 0xff, (byte) 0xfe});
    Files.createDirectory(folder.resolve("folder.yaml"));
    write(".hidden.yaml", "[");
    write("notes.txt", "[");
    PlatformFolder live = open();
    settle(live);
    assertThat(words(live))
        .satisfiesExactly(
            w -> assertThat(w).startsWith("a b.yaml: a platform's name has"),
            w -> assertThat(w).isEqualTo("bytes.yaml: is not UTF-8 text"),
            w -> assertThat(w).startsWith("folder.yaml: cannot be read"),
            w -> assertThat(w).isEqualTo("large.yaml: is larger than 256 KiB"));
    assertThat(live.current().platforms()).hasSameSizeAs(Platforms.builtIn().all());
  }

  @Test
  void reads_no_more_files_than_it_may() throws Exception {
    for (int i = 0; i < PlatformFolder.MOST_FILES + 3; i++) {
      write("p%04d.yaml".formatted(i), GOOD.formatted("P" + i));
    }
    PlatformFolder live = open();
    settle(live);
    assertThat(live.current().platforms())
        .hasSize(Platforms.builtIn().all().size() + PlatformFolder.MOST_FILES)
        .doesNotContainKey("p0500");
    assertThat(words(live)).singleElement().asString().contains("only the first 500 are read");
  }

  @Test
  void refuses_a_regular_expression_that_could_hold_up_a_session() throws Exception {
    write("mine.yaml", "name: X\nvendor: V\nmodes:\n  - name: m\n    prompt: '(a+)+$'\n");
    PlatformFolder live = open();
    settle(live);
    assertThat(words(live))
        .containsExactly("mine.yaml:5: the regular expression repeats a repetition: (a+)+");
  }

  @Test
  void refuses_texts_that_would_exhaust_the_reader() throws Exception {
    write("deep.yaml", "name: " + "[".repeat(100_000) + "\n");
    StringBuilder bomb = new StringBuilder("a: &a ['x>'" + ",'x>'".repeat(1000) + "]\nmodes:\n");
    for (int i = 0; i < 5000; i++) {
      bomb.append("  - {name: m").append(i).append(", prompt: 'x>', excludes: *a}\n");
    }
    write("wide.yaml", bomb.toString());
    PlatformFolder live = open();
    settle(live);
    assertThat(words(live))
        .satisfiesExactly(
            w -> assertThat(w).startsWith("deep.yaml:1: nested deeper"),
            w -> assertThat(w).startsWith("wide.yaml:"));
  }

  @Test
  void many_threads_see_whole_snapshots_while_files_change() throws Exception {
    PlatformFolder live = PlatformFolder.of(folder, s -> {});
    AtomicBoolean done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<java.util.concurrent.Future<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        readers.add(
            threads.submit(
                () -> {
                  boolean whole = true;
                  while (!done.get()) {
                    var seen = live.current();
                    whole &= seen.platforms().containsKey("frr");
                    whole &= seen.problems().isEmpty();
                  }
                  return whole;
                }));
      }
      for (String name : List.of("a.yaml", "b.yaml")) {
        Path file = folder.resolve(name);
        Files.write(file, GOOD.formatted("AB").getBytes(StandardCharsets.UTF_8));
      }
      long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!live.current().platforms().containsKey("b") && System.nanoTime() < limit) {
        Thread.onSpinWait();
      }
      done.set(true);
      assertThat(live.current().platforms()).containsKey("b");
      for (var reader : readers) {
        assertThat(reader.get()).isTrue();
      }
    }
  }
}
