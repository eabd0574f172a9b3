package io.netauto.driver.textfsm;

import java.util.List;
import java.util.Map;

/**
 * A rule of a state.
 *
 * @param index counted through the template
 * @param line in the template
 * @param sets the values that a match sets
 * @param target the state to go to, or empty; behind {@code Error}, the message
 */
record Rule(
    int index,
    int line,
    LinePattern pattern,
    List<Set> sets,
    LineAction lineAction,
    RecordAction recordAction,
    String target) {

  /** A value's place among the template's values, and its group in the matcher. */
  record Set(int value, int group) {}

  /** What becomes of the line. */
  enum LineAction {
    NEXT,
    CONTINUE,
    ERROR
  }

  /** What becomes of the record. */
  enum RecordAction {
    NO_RECORD,
    RECORD,
    CLEAR,
    CLEAR_ALL
  }

  static final Map<String, LineAction> LINE_ACTIONS =
      Map.of("Next", LineAction.NEXT, "Continue", LineAction.CONTINUE, "Error", LineAction.ERROR);

  static final Map<String, RecordAction> RECORD_ACTIONS =
      Map.of(
          "NoRecord", RecordAction.NO_RECORD,
          "Record", RecordAction.RECORD,
          "Clear", RecordAction.CLEAR,
          "Clearall", RecordAction.CLEAR_ALL);
}
