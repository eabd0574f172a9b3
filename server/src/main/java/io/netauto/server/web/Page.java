package io.netauto.server.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the following page, null on the last one
 * @param total how many items match, on all pages
 */
public record Page<T>(List<T> items, @Nullable String next, long total) {
  public Page {
    items = List.copyOf(items);
  }

  /** A list so short that it is always sent whole. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null, items.size());
  }

  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<R>(items.stream().<R>map(change).toList(), next, total);
  }
}
