package io.netauto.simulator.device;

import java.time.Duration;

/** Some output, and the wait before it. */
public record Piece(String text, Duration pause) {}
