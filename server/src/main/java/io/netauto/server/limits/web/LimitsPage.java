package io.netauto.server.limits.web;

import io.netauto.server.limits.PermitLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of limits.
 *
 * @param error what is wrong with what was typed; null for nothing
 */
public record LimitsPage(
    List<PermitLimit> limits, String kind, String key, String value, @Nullable String error) {
  public LimitsPage {
    limits = List.copyOf(limits);
  }

  /** Whether somebody has set one. */
  public boolean isAnySet() {
    return limits.stream().anyMatch(each -> each.source() != PermitLimit.Source.BUILT_IN);
  }
}
