package io.netauto.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU time of this process and of others, user and system together. */
@SuppressWarnings("restricted")
final class Cpu {
  /** Of Linux; the JDK's own clock of the process ticks at 100 Hz. */
  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;

  private static final double TICKS_PER_SECOND = 100; // sysconf(_SC_CLK_TCK), the same everywhere

  private static final MethodHandle CLOCK =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  private Cpu() {}

  /** What this process has used, in nanoseconds. */
  static long own() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(16, 8);
      if ((int) CLOCK.invokeExact(CLOCK_PROCESS_CPUTIME_ID, time) != 0) {
        throw new IllegalStateException("clock_gettime does not know the process");
      }
      return time.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
          + time.get(ValueLayout.JAVA_LONG, 8);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a process has used, in seconds, without those that it started. */
  static double seconds(long process) {
    return ticks(process, 13, 14) / TICKS_PER_SECOND;
  }

  /** What all that a process started has used, those that have ended among it. */
  static double secondsOfDescendants(ProcessHandle process) {
    List<ProcessHandle> all = process.descendants().toList();
    double ticks = ticks(process.pid(), 15, 16);
    for (ProcessHandle each : all) {
      ticks += ticks(each.pid(), 13, 14, 15, 16);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Fields of proc_pid_stat(5), counted from 0; 0 for a process that has ended. */
  private static long ticks(long process, int... fields) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
      String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long sum = 0;
      for (int field : fields) {
        sum += Long.parseLong(rest[field - 2]);
      }
      return sum;
    } catch (IOException e) {
      return 0;
    }
  }
}
