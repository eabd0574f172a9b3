package io.netauto.driver.session;

import java.util.regex.Pattern;

/** Tells a log message, which devices print into sessions at any time, from output. */
final class LogLine {
  private static final Pattern FORM =
      Pattern.compile(
          // %SYS-5-CONFIG_I: of Cisco, Arista, Dell, ...; %%10SHELL/5/SHELL_LOGIN of Comware
          "%{1,2}[0-9]{0,4}[A-Z][A-Za-z0-9_.]{0,40}(?:[-/][A-Za-z0-9_.]{1,40}){0,3}[-/][0-7][-/][A-Za-z0-9_]{1,60}"
              // a time of RFC 3164, ISO 8601 or the like at the beginning
              + "|^[*.%#!]{0,2}(?:<\\d{1,3}>)?\\d?(?:\\d{1,9}:"
              + " )?[*.]?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:\\d{1,2}[/"
              + " -])?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)["
              + " /-]{1,3}(?:\\d{1,2}|\\d{4})(?:,? \\d{4})?["
              + " :,]{1,2}\\d{1,2}:\\d\\d:\\d\\d|^[\\[<(]?\\d{4}[-/]\\d\\d[-/]\\d\\d[T"
              + " ]\\d\\d:\\d\\d:\\d\\d|^<\\d{1,3}>|^(?:RP|LC)/\\d[\\w/]{1,20}:(?:[A-Z][a-z]{2}"
              + " |\\d{4} )|^\\d\\d:\\d\\d:\\d\\d (?:echo: )?[a-z]{2,20}[,:]"
              + "|^(?:Message from syslogd@|Broadcast [Mm]essage )");

  private LogLine() {}

  static boolean looksLikeOne(String line) {
    return FORM.matcher(line.length() > 300 ? line.substring(0, 300) : line).find();
  }
}
