package io.netauto.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.FailsafeScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/** The files of the folder under test. Safe for use by many threads. */
public final class RecordedFiles {
  private static final String MERGE = "<<";
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new TextSchema())
          .setAllowDuplicateKeys(true)
          .setMaxAliasesForCollections(10_000)
          .setCodePointLimit(64 << 20)
          .build();

  private final Path folder;
  private final List<Path> files;
  private final ConcurrentMap<Path, Optional<Object>> yaml = new ConcurrentHashMap<>();

  private RecordedFiles(Path folder, List<Path> files) {
    this.folder = folder;
    this.files = files;
  }

  /** All files below a folder, in the order of their names. */
  public static RecordedFiles below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return new RecordedFiles(folder, all.filter(Files::isRegularFile).sorted().toList());
    }
  }

  public Path folder() {
    return folder;
  }

  public List<Path> all() {
    return files;
  }

  /** The files with a name like this. */
  public List<Path> named(Predicate<String> name) {
    return files.stream().filter(file -> name.test(nameOf(file))).toList();
  }

  public static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The name of the folder that the file stands in. */
  public static String folderOf(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? "" : nameOf(parent);
  }

  /** The file's path below the folder. */
  public String placeOf(Path file) {
    return folder.relativize(file).toString();
  }

  public static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read \"" + file + "\".", e);
    }
  }

  /** The mapping that a YAML file holds, all scalars as texts; empty when it holds none. */
  public Optional<Map<String, Object>> yaml(Path file) {
    return parsed(file).filter(Map.class::isInstance).map(RecordedFiles::map);
  }

  /** The YAML files that cannot be read. */
  public List<Path> unreadable() {
    return named(name -> name.endsWith(".yaml")).stream()
        .filter(file -> parsed(file).isEmpty())
        .toList();
  }

  private Optional<Object> parsed(Path file) {
    return yaml.computeIfAbsent(file, RecordedFiles::parse);
  }

  private static Optional<Object> parse(Path file) {
    try {
      String text = BlankScalars.shortened(text(file));
      return Optional.of(merged(new Load(SETTINGS).loadFromString(text)));
    } catch (YamlEngineException e) {
      return Optional.empty();
    }
  }

  /** Does what YAML 1.1 does with the key {@code <<}. */
  private static Object merged(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(RecordedFiles::merged).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value == null ? "" : value;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object merged = merged(entry.getValue());
      if (!MERGE.equals(entry.getKey())) {
        result.put(String.valueOf(entry.getKey()), merged);
        continue;
      }
      for (Object each : merged instanceof List<?> list ? list : List.of(merged)) {
        if (each instanceof Map<?, ?> more) {
          withTextKeys(more).forEach(result::putIfAbsent);
        }
      }
    }
    return result;
  }

  private static Map<String, Object> withTextKeys(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put(String.valueOf(key), value));
    return result;
  }

  /** A value that should be a mapping, as one; empty when it is none. */
  public static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? withTextKeys(map) : Map.of();
  }

  /** A value that should be a list, as one; a single value is a list of one. */
  public static List<Object> list(Object value) {
    if (value instanceof List<?> list) {
      return List.copyOf(list);
    }
    return value.equals("") ? List.of() : List.of(value);
  }

  /** All scalars are texts, and what is left out is an empty one. */
  private static final class TextSchema implements Schema {
    @Override
    public ScalarResolver getScalarResolver() {
      return new FailsafeScalarResolver();
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
      return Map.of(Tag.NULL, node -> "");
    }
  }
}
