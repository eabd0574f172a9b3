package io.netauto.simulator.device;

import java.time.Instant;

/**
 * A line that a device was sent at a prompt.
 *
 * @param session number of the session, unique in its fleet
 * @param line without blanks at its ends
 */
public record Received(Instant at, long session, String line) {}
