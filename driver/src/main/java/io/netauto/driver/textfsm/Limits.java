package io.netauto.driver.textfsm;

import java.time.Duration;

/**
 * What one text may cost.
 *
 * @param characters of the text
 * @param cells of the table, the items of lists among them
 */
public record Limits(int characters, int rows, int cells, Duration time) {
  public static final Limits DEFAULT =
      new Limits(64 * 1024 * 1024, 500_000, 10_000_000, Duration.ofSeconds(10));
}
