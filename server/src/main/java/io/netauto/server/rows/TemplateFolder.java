package io.netauto.server.rows;

import io.netauto.driver.textfsm.TemplateException;
import io.netauto.driver.textfsm.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator's folder of templates, as it is now: files that are added, changed or deleted count
 * without a restart. The folder is looked at when somebody asks, at most twice a second, and read
 * when it has been at rest for a second, so that a copy under way is left alone. An index that
 * cannot be used leaves the templates of before in force. Nothing is read before the first look,
 * which may take seconds. Safe for use by many threads; nobody waits while another looks.
 */
final class TemplateFolder {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final int MOST_FILES = 10_000;
  private static final int MOST_PROBLEMS = 100;

  /** Where ntc-templates keeps the index, in its package and in its repository. */
  private static final List<String> PLACES =
      List.of("", "templates", "ntc_templates/templates", "ntc-templates/ntc_templates/templates");

  private record Stamp(Instant changed, long size, String key) {}

  private final Path given;
  private final InstantSource clock;
  private final Consumer<TemplateLibrary> onChange;
  private final ReentrantLock looking = new ReentrantLock();
  private @Nullable Map<String, Stamp> read;
  private Map<String, Stamp> seen = Map.of();
  private Instant since;
  private volatile TemplateLibrary library;
  private volatile Instant looked;
  private volatile boolean known;

  /**
   * @param onChange told of each library that differs from the one before, by the thread that
   *     looked
   */
  TemplateFolder(Path given, InstantSource clock, Consumer<TemplateLibrary> onChange) {
    this.given = given;
    this.clock = clock;
    this.onChange = onChange;
    this.library = new TemplateLibrary(null, Templates.builtIn(), given.toString(), List.of());
    this.looked = Instant.EPOCH;
    this.since = clock.instant();
  }

  TemplateLibrary current() {
    Instant now = clock.instant();
    if (Duration.between(looked, now).abs().compareTo(BETWEEN_LOOKS) >= 0 && looking.tryLock()) {
      try {
        looked = now;
        look(now);
      } finally {
        looking.unlock();
      }
    }
    return library;
  }

  /** Whether the folder has been read, or found to be unreadable; not so while it is changing. */
  boolean isKnown() {
    return known;
  }

  private void look(Instant now) {
    Path folder = folder();
    Map<String, Stamp> files;
    try {
      files = stamps(folder);
    } catch (IOException | UncheckedIOException e) {
      read = null;
      known = true;
      change(
          new TemplateLibrary(
              library.own(),
              library.builtIn(),
              folder.toString(),
              List.of("The folder of NET_AUTO_TEXTFSM cannot be read.")));
      return;
    }
    if (files.equals(read)) {
      return;
    }
    if (!files.equals(seen) || since.isAfter(now)) {
      seen = files;
      since = now;
    }
    boolean rested = !now.isBefore(since.plus(SETTLED));
    boolean old = files.values().stream().noneMatch(s -> s.changed().plus(SETTLED).isAfter(now));
    // A deletion leaves only old files behind and may be a part of more: it waits like a change.
    if (rested || (old && read == null)) {
      read = files;
      change(load(folder));
      known = true;
    }
  }

  private Path folder() {
    return PLACES.stream()
        .map(given::resolve)
        .filter(place -> Files.isRegularFile(place.resolve("index")))
        .findFirst()
        .orElse(given);
  }

  private TemplateLibrary load(Path folder) {
    String name = folder.toString();
    try {
      Templates own = Templates.load(folder);
      List<String> faults =
          own.check().stream().map(fault -> fault.replace(name + "/", "")).toList();
      List<String> problems =
          new ArrayList<>(faults.subList(0, Math.min(faults.size(), MOST_PROBLEMS)));
      if (faults.size() > MOST_PROBLEMS) {
        problems.add("and %d more".formatted(faults.size() - MOST_PROBLEMS));
      }
      return new TemplateLibrary(own, library.builtIn(), name, problems);
    } catch (TemplateException | UncheckedIOException e) {
      return new TemplateLibrary(
          library.own(), library.builtIn(), name, List.of(TemplateLibrary.shown(name, e)));
    }
  }

  private void change(TemplateLibrary next) {
    if (!next.equals(library)) {
      library = next;
      onChange.accept(next);
    }
  }

  private static Map<String, Stamp> stamps(Path folder) throws IOException {
    Map<String, Stamp> stamps = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.limit(MOST_FILES)::iterator) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        String name = String.valueOf(file.getFileName());
        if (attributes.isRegularFile() && !name.startsWith(".")) {
          stamps.put(
              name,
              new Stamp(
                  attributes.lastModifiedTime().toInstant(),
                  attributes.size(),
                  String.valueOf(attributes.fileKey())));
        }
      }
    }
    return stamps;
  }
}
