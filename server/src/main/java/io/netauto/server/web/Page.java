package io.netauto.server.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the following page, null on the last one
 * @param total how many items match, on all pages
 * @param totalIsAtLeast whether there are more than {@code total}, and nobody counted on
 */
public record Page<T>(List<T> items, @Nullable String next, long total, boolean totalIsAtLeast) {
  public Page {
    items = List.copyOf(items);
  }

  /** A page of a list that was counted to its end. */
  public Page(List<T> items, @Nullable String next, long total) {
    this(items, next, total, false);
  }

  /**
   * A page of a list that may be too long to be counted to its end.
   *
   * @param counted how many items match, counted up to {@code most} and one more
   */
  public static <T> Page<T> counted(List<T> items, @Nullable String next, long counted, long most) {
    return new Page<>(items, next, Math.min(counted, most), counted > most);
  }

  /** How many items match, as pages show it: {@code 1,234}, or {@code 10,000+}. */
  public String totalWords() {
    return Words.count(total) + (totalIsAtLeast ? "+" : "");
  }

  /** A list so short that it is always sent whole. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null, items.size());
  }

  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<R>(items.stream().<R>map(change).toList(), next, total, totalIsAtLeast);
  }
}
