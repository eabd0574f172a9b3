package io.netauto.server.inventory;

/** How many devices a customer has, by state. */
public record DeviceCounts(
    long total, long enabled, long reachable, long unreachable, long unknown) {}
