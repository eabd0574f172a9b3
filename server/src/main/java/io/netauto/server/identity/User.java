package io.netauto.server.identity;

import java.time.Instant;

/** A person, as the administrators of a customer see them. */
public record User(
    UserId id,
    String username,
    String displayName,
    Role role,
    boolean superuser,
    boolean active,
    boolean mustChangePassword,
    Instant createdAt) {}
