package io.netauto.simulator.terminal;

/**
 * What disturbs whoever reads a session: texts that look like prompts and are none, a log line, and
 * a line that is no UTF-8.
 */
public final class Noise {
  /** Shown before the login. */
  public static final String BANNER =
      """
      ##############################################################
      # {{hostname}}#  this is not a prompt
      # {{hostname}}>  nor is this
      #  Password: is asked below, not here
      ##############################################################
      router#
      """;

  /** Shown after the login, and without a newline at its end in the worst place. */
  static final String MOTD =
      """

      *** Maintenance on Sunday ***
      {{hostname}}#
      {{hostname}}> show version
      admin@{{hostname}}>
      login:
      [edit]
      """;

  /** A message that a device logs behind its prompt. */
  static final String SYSLOG = "\n*Mar  1 00:01:02.003: %SYS-5-CONFIG_I: Configured from console\n";

  private static final byte[] NOT_UTF8 = {
    'l', 'o', 'c', ':', ' ', 'M', (byte) 0xfc, 'n', (byte) 0xff, (byte) 0xc3, '(', '\r', '\n'
  };

  private Noise() {}

  /** A line that is not UTF-8. */
  static byte[] notUtf8() {
    return NOT_UTF8.clone();
  }
}
