package io.netauto.cli.term;

/** Asks the person at the terminal. */
public interface Prompt {
  /** The answer without its line end; empty when there is none. */
  String line(String question);

  /** As {@link #line}, without showing what is typed. */
  String secret(String question);
}
