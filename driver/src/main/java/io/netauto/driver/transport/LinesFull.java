package io.netauto.driver.transport;

import java.util.regex.Pattern;
import org.apache.sshd.common.SshConstants;

/** Tells the words with which a device says that all its lines are taken. */
public final class LinesFull {
  /** What to do, for the operator. */
  public static final String ADVICE =
      "Try again when a session has ended. Look at the device who is logged in (show users), and"
          + " raise its limit of sessions or lower the number of sessions allowed to it here.";

  private static final String LINES =
      "(?:vty |ssh |telnet |user |login |terminal )?"
          + "(?:lines?|vtys?|sessions?|connections?|users|user interfaces|terminals)";

  private static final Pattern WORDS =
      Pattern.compile(
          // NX-OS, EOS, Junos "Too many users already logged in"
          "\\btoo many (?:\\w{1,20} ){0,3}"
              + LINES
              // IOS and other terminal servers: "% No more lines"; "no free vty lines"
              + "|\\bno (?:more |free |available |idle )"
              + LINES
              + "\\b|\\bno "
              + LINES
              + " (?:are |is )?(?:available|free|left)"
              // "session limit reached", "Maximum number of sessions exceeded"
              + "|\\b"
              + LINES
              + " limit (?:has been |was |is )?(?:reached|exceeded)"
              + "|\\bmax(?:imum|\\.)? (?:number of |allowed |permitted ){0,2}(?:\\w{1,20} ){0,2}"
              + LINES
              + "\\b"
              + "|\\bexceed(?:s|ed) (?:the )?max"
              // VRP "All user interfaces are used", ASA "all connections in use"
              + "|\\ball (?:of the |the )?"
              + LINES
              + " (?:are |is )?(?:currently )?(?:in use|used|busy|occupied|taken)",
          Pattern.CASE_INSENSITIVE);

  private LinesFull() {}

  /**
   * Whether these last words before a device hangs up say so.
   *
   * @param words a few lines, at most some thousand characters
   */
  public static boolean said(String words) {
    return WORDS.matcher(words).find();
  }

  /** Whether an SSH device that disconnects with this code and these words says so. */
  static boolean disconnected(int code, String words) {
    return code == SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS || said(words);
  }
}
