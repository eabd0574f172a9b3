package io.netauto.driver.vendor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables that are filled in the order in which a device tells them. */
public final class Collect {
  private Collect() {}

  /** Adds to the list of a key. */
  public static <K, V> void add(Map<K, List<V>> lists, K key, V value) {
    lists.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  /** The inner table of a key, made when it is not there. */
  public static <K, L, V> Map<L, V> inner(Map<K, Map<L, V>> tables, K key) {
    return tables.computeIfAbsent(key, k -> new LinkedHashMap<>());
  }
}
