package io.netauto.server.retention;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How long history is kept; {@code netauto.retention.*} in the settings.
 *
 * @param maxDays runs that ended longer ago are removed; 0 keeps them
 * @param maxBytes of the outputs of one device, so much is kept, the newest; 0 bytes for all
 * @param cron when the sweep begins, as Spring writes it (second minute hour day month weekday), in
 *     the time zone of the server; {@code -} for never
 */
@ConfigurationProperties("netauto.retention")
public record RetentionRules(int maxDays, DataSize maxBytes, String cron) {
  public RetentionRules {
    if (maxDays < 0) {
      throw new IllegalArgumentException(
          "NET_AUTO_RUN_MAX_DAYS is %d: use a number of days, or 0 to keep all."
              .formatted(maxDays));
    }
    if (maxBytes.isNegative()) {
      throw new IllegalArgumentException(
          "NET_AUTO_RUN_MAX_BYTES is negative: use a size as 500MB, or 0 to keep all.");
    }
  }

  /** What ended before this is removed; empty when age removes nothing. */
  public Optional<Instant> endedBefore(Instant now) {
    return maxDays == 0 ? Optional.empty() : Optional.of(now.minus(maxDays, ChronoUnit.DAYS));
  }

  /** The most bytes of one device; empty for no limit. */
  public Optional<Long> bytesOfDevice() {
    return maxBytes.toBytes() == 0 ? Optional.empty() : Optional.of(maxBytes.toBytes());
  }
}
