package io.netauto.server.runs;

/** The order of start; the stop goes the other way. */
final class RunPhases {
  static final int NEWS = 100;
  static final int RECORDER = 200;
  static final int POOL = 250;
  static final int SESSIONS = 300;

  private RunPhases() {}
}
