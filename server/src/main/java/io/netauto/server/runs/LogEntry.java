package io.netauto.server.runs;

import io.netauto.driver.Mark;
import io.netauto.driver.Transcript;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a run's log: bytes from the device, or a mark.
 *
 * @param seq counts from 1 within the run, without a gap
 * @param lineStart whether the entry begins at a line border, where a reader can start
 * @param state what a reader that starts here has to know; of use only where {@code lineStart}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LogEntry(
    int seq,
    Instant at,
    boolean lineStart,
    Transcript.State state,
    byte @Nullable [] data,
    @Nullable Mark mark) {

  int size() {
    return data == null ? 0 : data.length;
  }
}
