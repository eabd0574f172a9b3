package io.netauto.conformance;

import java.util.stream.Stream;

/** Recordings of one form. */
public interface Corpus {

  /** What {@code --corpus} calls it. */
  String name();

  /** Its cases, in an order that is the same each time. */
  Stream<Case> cases();
}
