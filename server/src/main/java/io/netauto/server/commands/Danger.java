package io.netauto.server.commands;

/**
 * A dangerous command, and why it is one.
 *
 * @param command as it was given
 * @param reason what it does, a sentence for people
 * @param pattern the pattern that it matches, such as {@code wr[ite] er[ase]}
 */
public record Danger(String command, String reason, String pattern) {}
