package io.netauto.driver.terminal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches in bytes, eight at a time. */
public final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long FEEDS = '\n' * ONES;
  private static final long BLANKS = ' ' * ONES;
  private static final long DELETES = 0x7f * ONES;

  private Bytes() {}

  /** The index of the first line feed in {@code [from, end)}, or -1. */
  public static int lineFeed(byte[] buffer, int from, int end) {
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

  /** The index of the first control character other than TAB in {@code [from, end)}, or end. */
  public static int endOfPlain(byte[] buffer, int from, int end) {
    int i = from;
    while (true) {
      while (i + Long.BYTES <= end) {
        long x = (long) LONGS.get(buffer, i);
        long d = x ^ DELETES;
        long controls = (((x - BLANKS) & ~x) | ((d - ONES) & ~d)) & HIGHS;
        if (controls != 0) {
          i += Long.numberOfTrailingZeros(controls) >>> 3;
          break;
        }
        i += Long.BYTES;
      }
      while (i < end && isPlain(buffer[i])) {
        i++;
        if ((i & (Long.BYTES - 1)) == 0 && i + Long.BYTES <= end) {
          break;
        }
      }
      if (i >= end || !isPlain(buffer[i])) {
        return i;
      }
    }
  }

  private static boolean isPlain(byte b) {
    return b < 0 || (b >= 0x20 && b != 0x7f) || b == '\t';
  }
}
