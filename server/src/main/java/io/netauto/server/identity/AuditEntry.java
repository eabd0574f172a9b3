package io.netauto.server.identity;

/** An event with who it is of; what is done later than it was asked for is told so. */
public record AuditEntry(AuditOrigin origin, AuditEvent event) {}
