package io.netauto.simulator.platform;

/**
 * A place in a command line.
 *
 * @param prompt template, without newline at its end
 * @param up mode that {@code exit} goes to; empty where it ends the session
 * @param inherits mode whose commands are known here too; empty for none
 */
public record Mode(String name, String prompt, String up, String inherits) {}
