package io.netauto.simulator.platform;

/** What a platform says where it refuses, as templates with {@code caret} and {@code line}. */
public record Errors(
    String unknown,
    String incomplete,
    String ambiguous,
    String unauthorized,
    String enableDenied,
    String busy) {}
