package io.netauto.simulator.recording;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a served device does next. */
sealed interface Act {

  /** Sends a piece after a wait. */
  @SuppressWarnings("ArrayRecordComponent") // compared by content
  record Send(byte[] bytes, Duration before) implements Act {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Send that
          && Arrays.equals(bytes, that.bytes)
          && before.equals(that.before);
    }

    @Override
    public int hashCode() {
      return Objects.hash(Arrays.hashCode(bytes), before);
    }

    @Override
    public String toString() {
      return before.toMillis() + " ms, " + bytes.length + " bytes";
    }
  }

  /** Waits for a key, whichever. */
  record AwaitKey() implements Act {}
}
