package io.netauto.benchmarks;

/** What is asked of a device; sizes are in bytes. */
enum Shape {
  LOGIN("login, prompt, close", 0, 120),
  SESSION_4_KB("the same with 4 KB", Shape.SMALL, 120),
  SESSION_200_KB("the same with 200 KB", 200_000, 60),
  COMMAND("4 KB on an open session", Shape.SMALL, 1_600),
  OUTPUT("50 MB", Shape.LARGE, 1),
  COLD("cold login", 0, 1);

  static final long SMALL = 4_160;
  static final long LARGE = 50_000_000;

  final String title;
  final long bytes;

  /** How often for one figure. */
  final int times;

  Shape(String title, long bytes, int times) {
    this.title = title;
    this.bytes = bytes;
    this.times = times;
  }
}
