package io.netauto.server.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A list of maps in a YAML file beside this class. */
final class YamlResource {
  private YamlResource() {}

  static List<Map<String, Object>> read(String name) {
    try (InputStream in = YamlResource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The file " + name + " is missing from the program.");
      }
      Object content =
          new Load(LoadSettings.builder().setLabel(name).build()).loadFromInputStream(in);
      return ((List<?>) content).stream().map(YamlResource::map).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object item) {
    return (Map<String, Object>) item;
  }

  /** The texts of a key that holds a list of them; empty without the key. */
  static List<String> texts(Map<String, Object> map, String key) {
    return ((List<?>) map.getOrDefault(key, List.of())).stream().map(String::valueOf).toList();
  }

  static List<WordPattern> words(Map<String, Object> map, String key) {
    return texts(map, key).stream().map(WordPattern::of).toList();
  }
}
