package io.netauto.driver.transport;

import java.util.regex.Pattern;

/**
 * What the lines of a login dialog look like; each is searched for in one line without its end.
 *
 * @param username at the end of the unfinished line: asks for the user name
 * @param password at the end of the unfinished line: asks for the password
 * @param refused in a line after the password: the login was refused
 */
public record LoginWords(Pattern username, Pattern password, Pattern refused) {
  private static final LoginWords USUAL =
      new LoginWords(
          of("(?<!last )\\b(?:log[io]n(?: ?name| as)?|user(?: ?name| ?id)?|account) ?[:>] {0,4}$"),
          of(
              "\\b(?:password|passcode|pass ?phrase|passwort|kennwort|mot de passe)"
                  + "(?: for [^:]{1,64})? ?[:>] {0,4}$"),
          of(
              "\\b(?:login (?:incorrect|invalid|failed|failure|denied)"
                  + "|authentication (?:failed|failure|rejected)"
                  + "|access (?:denied|rejected)|permission denied"
                  + "|(?:bad|invalid|incorrect|wrong) (?:password|login|user|username|credentials)"
                  + "|(?:password|username|user) (?:is )?(?:incorrect|invalid|wrong)"
                  + "|bad secrets|too many (?:login|bad|failed))"));

  /** What most devices say. */
  public static LoginWords usual() {
    return USUAL;
  }

  private static Pattern of(String words) {
    return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
  }
}
