package io.netauto.driver.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The built-in platforms with the {@code *.yaml} files of a folder laid over them, as the folder is
 * now: a file that is added, changed or deleted counts without a restart.
 *
 * <p>The folder is looked at when somebody asks, at most twice a second, and only files whose time
 * or size changed are read. A file is read when it has not changed for a second, so that one which
 * is still being written is left alone. A file that cannot be used is a {@link Problem}; the last
 * good version of it stays in force until the file is deleted, and everything does when the folder
 * cannot be read. Safe for use by many threads; nobody waits while another looks.
 */
public final class PlatformFolder {
  /** A larger file is refused. */
  public static final int MOST_BYTES = 256 << 10;

  /** Files behind the first so many, by name, are not read. */
  public static final int MOST_FILES = 500;

  private static final int MOST_ENTRIES = 10_000;
  private static final String ENDING = ".yaml";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /**
   * Why a file, or the whole folder, is not used as it is.
   *
   * @param file the file's name; the folder when it is at fault
   * @param line counted from 1; 0 when no line is at fault
   */
  public record Problem(String file, int line, String fault) {
    @Override
    public String toString() {
      return line == 0 ? file + ": " + fault : file + ":" + line + ": " + fault;
    }
  }

  /** The platforms and problems at one moment; platforms are ordered by id. */
  public record Snapshot(Map<String, Platform> platforms, List<Problem> problems) {
    public Snapshot {
      platforms = Collections.unmodifiableMap(new TreeMap<>(platforms));
      problems = List.copyOf(problems);
    }
  }

  /** What tells one version of a file from another. */
  private record Stamp(Instant changed, long size, String key) {}

  /** What is known of one file. */
  private static final class Known {
    @Nullable Stamp seen;
    Instant since = Instant.MIN;
    @Nullable Stamp read;
    @Nullable Platform good;
    @Nullable Problem problem;
  }

  private final Map<String, Platform> builtIn = Platforms.readBuiltIn();
  private final Path folder;
  private final InstantSource clock;
  private final Consumer<Snapshot> onChange;
  private final ReentrantLock looking = new ReentrantLock();
  private final Map<String, Known> files = new TreeMap<>();
  private volatile Snapshot snapshot;
  private volatile Instant looked;

  PlatformFolder(Path folder, InstantSource clock, Consumer<Snapshot> onChange) {
    this.folder = folder;
    this.clock = clock;
    this.onChange = onChange;
    this.looked = clock.instant();
    this.snapshot = new Snapshot(builtIn, List.of());
    look(looked);
  }

  /**
   * Reads the folder, which may be missing: that is a problem like others.
   *
   * @param onChange told of each change of platforms or problems, by the thread that saw it
   */
  public static PlatformFolder of(Path folder, Consumer<Snapshot> onChange) {
    return new PlatformFolder(folder, InstantSource.system(), onChange);
  }

  /** The folder as it is now, or was half a second ago. */
  public Snapshot current() {
    Instant now = clock.instant();
    if (Duration.between(looked, now).abs().compareTo(BETWEEN_LOOKS) >= 0 && looking.tryLock()) {
      try {
        looked = now;
        look(now);
      } finally {
        looking.unlock();
      }
    }
    return snapshot;
  }

  public List<Problem> problems() {
    return current().problems();
  }

  /** Whether this platform comes from a file of the folder. */
  public boolean isOwn(String id) {
    Platform platform = current().platforms().get(id);
    return platform != null && !platform.equals(builtIn.get(id));
  }

  /** A view that is current at each look. */
  public Platforms platforms() {
    return new Platforms(() -> current().platforms());
  }

  private void look(Instant now) {
    List<Problem> problems = new ArrayList<>();
    try {
      List<String> names = names();
      if (names.size() > MOST_FILES) {
        problems.add(
            problem(
                folder.toString(),
                "has %d platform files; only the first %d are read"
                    .formatted(names.size(), MOST_FILES)));
      }
      names = names.subList(0, Math.min(names.size(), MOST_FILES));
      files.keySet().retainAll(names);
      names.forEach(name -> file(name, now));
    } catch (IOException | RuntimeException e) {
      problems.add(problem(folder.toString(), "the folder cannot be read: " + e));
    }
    Map<String, Platform> platforms = new TreeMap<>(builtIn);
    for (Known known : files.values()) {
      if (known.good != null) {
        platforms.put(known.good.id(), known.good);
      }
      if (known.problem != null) {
        problems.add(known.problem);
      }
    }
    Snapshot next = new Snapshot(platforms, problems);
    if (!next.equals(snapshot)) {
      snapshot = next;
      onChange.accept(next);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.limit(MOST_ENTRIES)
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private void file(String name, Instant now) {
    Known known = files.computeIfAbsent(name, n -> new Known());
    try {
      Stamp stamp = stamp(folder.resolve(name));
      if (stamp.equals(known.read)) {
        return;
      }
      if (!stamp.equals(known.seen) || known.since.isAfter(now)) {
        known.seen = stamp;
        known.since = now;
      }
      boolean rested = !now.isBefore(known.since.plus(SETTLED));
      if (rested || !stamp.changed().plus(SETTLED).isAfter(now)) {
        read(name, stamp, known);
      }
    } catch (PlatformFileException e) {
      known.problem = new Problem(name, e.line(), e.fault());
    } catch (CharacterCodingException e) {
      known.problem = problem(name, "is not UTF-8 text");
    } catch (IOException | RuntimeException e) {
      known.read = null;
      known.problem = problem(name, "cannot be read: " + e);
    }
  }

  private void read(String name, Stamp stamp, Known known) throws IOException {
    String id = name.substring(0, name.length() - ENDING.length());
    Path file = folder.resolve(name);
    known.read = stamp;
    if (!ID.matcher(id).matches()) {
      known.problem =
          problem(name, "a platform's name has letters, digits, '_' and '-', at most 64");
      return;
    }
    byte[] bytes = new byte[0];
    if (stamp.size() <= MOST_BYTES) {
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MOST_BYTES + 1);
      }
    }
    if (stamp.size() > MOST_BYTES || bytes.length > MOST_BYTES) {
      known.problem = problem(name, "is larger than " + (MOST_BYTES >> 10) + " KiB");
      return;
    }
    if (!stamp(file).equals(stamp)) {
      known.read = null;
      return;
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    known.good = PlatformFile.readUsers(name, id, text);
    known.problem = null;
  }

  private static Stamp stamp(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException("not a file");
    }
    return new Stamp(
        attributes.lastModifiedTime().toInstant(),
        attributes.size(),
        String.valueOf(attributes.fileKey()));
  }

  private static Problem problem(String file, String fault) {
    return new Problem(file, 0, fault);
  }
}
