package io.netauto.driver.session;

import java.util.regex.Pattern;

/** Tells an unfinished line that waits for an answer from one that is merely unfinished. */
final class Questions {
  private static final Pattern QUESTION =
      Pattern.compile(
          "\\?(\\s*\\[[^\\]]*\\])?:?\\s*$"
              + "|\\[(confirm|yes/no|y/n|no|yes|y|n)\\]\\s*[:?]?\\s*$|\\((yes/no|y/n|y or"
              + " n)(\\s*\\[[^\\]]*\\])?\\)\\s*[:?]?\\s*(\\[[^\\]]*\\])?\\s*[:?]?\\s*$"
              + "|(password|passphrase|username|login|secret)[^:]{0,40}:\\s*$",
          Pattern.CASE_INSENSITIVE);

  private Questions() {}

  static boolean looksLikeOne(String tail) {
    return tail.length() <= Wire.LONGEST_PROMPT && QUESTION.matcher(tail).find();
  }
}
