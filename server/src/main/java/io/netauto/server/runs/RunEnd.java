package io.netauto.server.runs;

import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How a run leaves the state {@code running}.
 *
 * @param status a final one, or {@code PENDING} when it is to begin again
 * @param cause why it is not ok; null when it is, and when it is pending again
 * @param outputSum in hexadecimal, equal for equal clean outputs; null unless it is ok
 * @param notBefore when a pending one may begin again; null for at once
 * @param linesFull whether it is pending because the device had no free line
 */
record RunEnd(
    RunStatus status,
    Run.@Nullable Cause cause,
    @Nullable String outputSum,
    @Nullable Instant notBefore,
    boolean linesFull) {

  RunEnd(
      RunStatus status,
      Run.@Nullable Cause cause,
      @Nullable String outputSum,
      @Nullable Instant notBefore) {
    this(status, cause, outputSum, notBefore, false);
  }

  static RunEnd ok(byte[] sum) {
    return new RunEnd(RunStatus.OK, null, HexFormat.of().formatHex(sum), null);
  }

  static RunEnd because(RunStatus status, Run.Cause cause) {
    return new RunEnd(status, cause, null, null);
  }

  /** The device had no free line for it. */
  static RunEnd whenALineIsFree(Instant notBefore) {
    return new RunEnd(RunStatus.PENDING, null, null, notBefore, true);
  }

  static RunEnd again(@Nullable Instant notBefore) {
    return new RunEnd(RunStatus.PENDING, null, null, notBefore);
  }
}
