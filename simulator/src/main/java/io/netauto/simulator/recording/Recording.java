package io.netauto.simulator.recording;

/** A recorded device. Safe for use by many threads. */
@FunctionalInterface
public interface Recording {

  /** A talk from its beginning; one for each connection. */
  Talk begin();
}
