package io.netauto.server.identity;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two states of a thing, for the audit trail. */
public final class Changes {
  private static final String HIDDEN = "***";

  private Changes() {}

  /**
   * The fields that differ: {@code {"port": {"from": 22, "to": 2222}}}; what was or is nothing is
   * left out.
   *
   * @param hidden fields of which it is only told that they changed
   */
  public static Map<String, Object> between(
      Map<String, ? extends @Nullable Object> before,
      Map<String, ? extends @Nullable Object> after,
      Set<String> hidden) {
    Map<String, Object> changes = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Object from = before.get(name);
      Object to = after.get(name);
      if (!Objects.equals(from, to)) {
        Map<String, Object> change = new LinkedHashMap<>();
        put(change, "from", hidden.contains(name) && from != null ? HIDDEN : from);
        put(change, "to", hidden.contains(name) && to != null ? HIDDEN : to);
        changes.put(name, change);
      }
    }
    return changes;
  }

  private static void put(Map<String, Object> change, String name, @Nullable Object value) {
    if (value != null) {
      change.put(name, value);
    }
  }
}
