package io.netauto.simulator.platform;

/**
 * A place in a command line.
 *
 * @param prompt template, without newline at its end
 * @param up mode that {@code exit} goes to; empty where it ends the session
 * @param keeps whether a line that is not known here is kept in the configuration as it was typed
 * @param inherits mode whose commands are known here too; empty for none
 */
public record Mode(String name, String prompt, String up, String inherits, boolean keeps) {}
