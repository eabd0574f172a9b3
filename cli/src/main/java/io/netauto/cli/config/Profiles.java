package io.netauto.cli.config;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.tls.Fingerprint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The profiles a command can use: the environment's, the user's file, or what a server on this
 * machine wrote for its own users, in this order.
 */
public final class Profiles {
  private static final Set<String> KEYS = Set.of("url", "apiKey", "fingerprint");

  private final Map<String, String> env;
  private final Path file;
  private final List<Path> fallbacks = new ArrayList<>();

  /**
   * @param home the user's home folder
   * @param places folders in which a server's {@code data/cli.yaml} is looked for
   */
  public Profiles(Map<String, String> env, Path home, List<Path> places) {
    this.env = env;
    String named = env.getOrDefault("NETAUTO_CONFIG", "");
    String base = env.getOrDefault("XDG_CONFIG_HOME", "");
    // The base directory specification says to ignore a relative path.
    Path folder = base.startsWith("/") ? Path.of(base) : home.resolve(".config");
    this.file = named.isEmpty() ? folder.resolve("netauto/config.yaml") : Path.of(named);
    if (named.isEmpty()) {
      for (Path place : places) {
        fallbacks.add(place.resolve("data/demo/cli.yaml"));
        fallbacks.add(place.resolve("data/cli.yaml"));
      }
    }
  }

  /** Where a login is kept. */
  public Path file() {
    return file;
  }

  /**
   * The profile to use, or null when there is none. The key and fingerprint of a file are only used
   * for the address in the same file: a key must not reach another server.
   */
  public @Nullable Profile current() {
    @Nullable Profile stored = stored();
    for (Path fallback : fallbacks) {
      if (stored == null && Files.isReadable(fallback)) {
        stored = read(fallback);
      }
    }
    @Nullable URI url = urlOfEnvironment();
    @Nullable ApiKey key = fromEnv("NETAUTO_API_KEY", ApiKey::new);
    @Nullable Fingerprint pin = fingerprintOfEnvironment();
    if (stored == null && url == null) {
      return null;
    }
    if (stored == null || (url != null && !url.equals(stored.url()))) {
      return url == null ? null : new Profile(url, key, pin);
    }
    return new Profile(
        stored.url(),
        key == null ? stored.apiKey() : key,
        pin == null ? stored.fingerprint() : pin);
  }

  /** What the user's own file says, or null when there is no such file. */
  public @Nullable Profile stored() {
    return Files.exists(file) ? read(file) : null;
  }

  public @Nullable URI urlOfEnvironment() {
    return fromEnv("NETAUTO_URL", Profile::parseUrl);
  }

  public @Nullable Fingerprint fingerprintOfEnvironment() {
    return fromEnv("NETAUTO_FINGERPRINT", Fingerprint::parse);
  }

  private <T> @Nullable T fromEnv(String name, Function<String, T> parser) {
    String value = env.getOrDefault(name, "");
    try {
      return value.isEmpty() ? null : parser.apply(value);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, name + ": " + e.getMessage() + ".", e);
    }
  }

  private static Profile read(Path path) {
    try (var in = Files.newInputStream(path)) {
      if (!(new Load(LoadSettings.builder().build()).loadFromInputStream(in)
          instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException("expected url, apiKey and fingerprint, a line each");
      }
      for (Object key : map.keySet()) {
        if (!KEYS.contains(String.valueOf(key))) {
          throw new IllegalArgumentException(
              "unknown key '" + key + "'; known are url, apiKey and fingerprint");
        }
      }
      if (!(map.get("url") instanceof String url)) {
        throw new IllegalArgumentException("url is missing");
      }
      return new Profile(
          Profile.parseUrl(url),
          map.get("apiKey") instanceof String key && !key.isBlank() ? new ApiKey(key) : null,
          map.get("fingerprint") instanceof String pin && !pin.isBlank()
              ? Fingerprint.parse(pin)
              : null);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, path + ": " + e.getMessage() + ".", e);
    } catch (YamlEngineException e) {
      // Its message quotes the file, and with it perhaps the key.
      throw new Failure(ExitCode.USAGE, path + " is not valid YAML.", e);
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, path + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /** Replaces the user's file at once; nobody else can read it at any moment. */
  public void save(Profile profile) {
    var map = new LinkedHashMap<String, String>();
    map.put("url", profile.url().toString());
    if (profile.apiKey() != null) {
      map.put("apiKey", profile.apiKey().reveal());
    }
    if (profile.fingerprint() != null) {
      map.put("fingerprint", profile.fingerprint().toString());
    }
    var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    String yaml = new Dump(settings).dumpToString(map);
    try {
      Path folder = file.toAbsolutePath().getParent();
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.createDirectories(folder, mode(posix, "rwx------"));
      Path draft = Files.createTempFile(folder, ".config", ".yaml", mode(posix, "rw-------"));
      try {
        Files.writeString(draft, yaml);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, file + " cannot be written: " + e + ".", e);
    }
  }

  private static FileAttribute<?>[] mode(boolean posix, String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Deletes the user's file, and says whether there was one. */
  public boolean forget() {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, file + " cannot be deleted: " + e + ".", e);
    }
  }
}
