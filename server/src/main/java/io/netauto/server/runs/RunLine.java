package io.netauto.server.runs;

/**
 * A clean line of a session.
 *
 * @param n counts from 1 in the session view
 * @param part session, command, output or prompt
 * @param command which of the run's commands it belongs to, from 0; -1 before the first
 */
public record RunLine(long n, String part, int command, String text) {}
