package io.netauto.server.identity;

/** A tenant: devices, runs and rights belong to one. */
public record Customer(CustomerId id, String name) {}
