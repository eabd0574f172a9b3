package io.netauto.driver.session;

import java.util.concurrent.ThreadLocalRandom;

/**
 * An empty line whose echo can be told from other line ends: some blanks and Enter. Command lines
 * take it for an empty line and answer with their prompt; output that holds the same prompt, with
 * just as many blanks behind it, is not to be expected.
 *
 * @param blanks how many
 */
record BlankLine(int blanks) {
  private static final int FEWEST = 2;
  private static final int MOST = 33;

  static BlankLine any() {
    return new BlankLine(ThreadLocalRandom.current().nextInt(FEWEST, MOST + 1));
  }

  String typed() {
    return " ".repeat(blanks);
  }

  /**
   * Whether this finished line shows the echo: at the prompt, or alone because a message of the
   * session stood between.
   */
  boolean isEchoedIn(String line, String prompt, Prompts prompts) {
    return blanksIn(line, prompt, prompts) == blanks;
  }

  /** Whether this finished line shows the echo of an empty line with any number of blanks. */
  static boolean looksLikeOne(String line, String prompt, Prompts prompts) {
    return blanksIn(line, prompt, prompts) >= FEWEST;
  }

  private static int blanksIn(String line, String prompt, Prompts prompts) {
    String text = line.stripTrailing();
    int behind = line.length() - text.length();
    if (text.isEmpty()) {
      return behind;
    }
    int ofPrompt = prompt.length() - prompt.stripTrailing().length();
    return prompts.same(text, prompt) ? behind - ofPrompt : -1;
  }
}
