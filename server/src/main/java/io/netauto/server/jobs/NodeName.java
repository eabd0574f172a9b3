package io.netauto.server.jobs;

/** The name of this process among the nodes; new at each start, so that the dead stay dead. */
public record NodeName(String value) {}
