package io.netauto.conformance;

/** What became of a case. */
public sealed interface Verdict {
  record Passed() implements Verdict {}

  /**
   * It was not as recorded.
   *
   * @param reason what was expected and what came
   */
  record Failed(Fault fault, String reason) implements Verdict {}

  /**
   * It was not checked.
   *
   * @param reason why it cannot be
   */
  record Skipped(String reason) implements Verdict {}

  /** Kinds of failure. */
  enum Fault {
    /** Ended well, and the output was cut or not the command's own. The worst there is. */
    FALSE_OUTPUT,
    /** Ended with an error although the recording is good. */
    ENDED_WITH_ERROR,
    /** Not what was recorded, in a check that is no session's output. */
    MISMATCH
  }

  static Verdict passed() {
    return new Passed();
  }

  static Verdict failed(String reason) {
    return new Failed(Fault.MISMATCH, reason);
  }

  static Verdict skipped(String reason) {
    return new Skipped(reason);
  }
}
