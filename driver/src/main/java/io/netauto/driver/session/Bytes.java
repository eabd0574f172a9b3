package io.netauto.driver.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches in bytes, eight at a time. */
final class Bytes {
  static final byte[] NONE = new byte[0];

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long FEEDS = '\n' * ONES;

  private Bytes() {}

  /** The index of the first line feed in {@code [from, end)}, or -1. */
  static int lineFeed(byte[] buffer, int from, int end) {
    int i = from;
    while (i + Long.BYTES <= end) {
      long x = (long) LONGS.get(buffer, i) ^ FEEDS;
      long zeros = (x - ONES) & ~x & HIGHS;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < end) {
      if (buffer[i] == '\n') {
        return i;
      }
      i++;
    }
    return -1;
  }
}
