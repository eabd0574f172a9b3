package io.netauto.simulator.terminal;

/** Texts that look like prompts and are none. */
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

  private Noise() {}
}
