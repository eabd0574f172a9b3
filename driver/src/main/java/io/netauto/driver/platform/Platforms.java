package io.netauto.driver.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The platforms that sessions can be opened for, by id. Does not change once loaded, unless it is
 * the view of a {@link PlatformFolder}.
 */
public final class Platforms {
  private static final String FOLDER = "platforms/";
  private static final String ENDING = ".yaml";
  private static final String INDEX = FOLDER + "index";

  private final Supplier<Map<String, Platform>> byId;

  private Platforms(Map<String, Platform> byId) {
    Map<String, Platform> fixed = Collections.unmodifiableMap(byId);
    this.byId = () -> fixed;
  }

  /** What the supplier says at each look. */
  Platforms(Supplier<Map<String, Platform>> byId) {
    this.byId = byId;
  }

  /** The platforms that come with the library. */
  public static Platforms builtIn() {
    return new Platforms(readBuiltIn());
  }

  /**
   * The built-in platforms and those of the {@code *.yaml} files of a folder; a file replaces the
   * built-in platform of its name.
   *
   * @throws PlatformFileException when a file is not a platform; the message names file, line and
   *     fault
   */
  public static Platforms load(Path folder) {
    Map<String, Platform> all = readBuiltIn();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        Platform platform =
            PlatformFile.readUsers(file.toString(), idOf(name), Files.readString(file));
        all.put(platform.id(), platform);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the platforms of \"" + folder + "\".", e);
    }
    return new Platforms(all);
  }

  /**
   * Reads one platform from a text.
   *
   * @param file is named in the exception's message; its name without ending is the platform's id
   * @throws PlatformFileException when the text is not a platform
   */
  public static Platform read(String file, String text) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return PlatformFile.readUsers(file, name.endsWith(ENDING) ? idOf(name) : name, text);
  }

  static Map<String, Platform> readBuiltIn() {
    Map<String, Platform> all = new TreeMap<>();
    for (String id : resource(INDEX).lines().toList()) {
      String file = FOLDER + id + ENDING;
      all.put(id, PlatformFile.read(file, id, resource(file)));
    }
    return all;
  }

  private static String resource(String name) {
    try (InputStream in = io.netauto.driver.Driver.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The resource \"" + name + "\" is missing.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String idOf(String fileName) {
    return fileName.substring(0, fileName.length() - ENDING.length());
  }

  public Optional<Platform> find(String id) {
    return Optional.ofNullable(byId.get().get(id));
  }

  /**
   * The platform of this id.
   *
   * @throws IllegalArgumentException when there is none of this id
   */
  public Platform get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no platform \"" + id + "\"; known are " + byId.get().keySet() + "."));
  }

  /** All platforms, ordered by id. */
  public Collection<Platform> all() {
    return byId.get().values();
  }
}
