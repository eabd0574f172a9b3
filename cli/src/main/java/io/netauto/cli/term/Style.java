package io.netauto.cli.term;

/** Colour, used for state only and never without a word beside it. */
public enum Style {
  PLAIN(""),
  GOOD("32"),
  BAD("31"),
  WAITING("33"),
  QUIET("2");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String apply(String text) {
    return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /** The colour of a state's word, as the API writes it. */
  public static Style ofState(String state) {
    return switch (state) {
      case "ok", "success", "reachable", "trusted", "approved", "active" -> GOOD;
      case "error", "failed", "unreachable", "changed", "refused" -> BAD;
      case "pending", "queued", "scheduled", "running", "partial", "interrupted", "cancelled" ->
          WAITING;
      case "unknown", "disabled" -> QUIET;
      default -> PLAIN;
    };
  }
}
