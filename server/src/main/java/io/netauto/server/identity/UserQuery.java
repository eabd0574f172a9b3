package io.netauto.server.identity;

import org.jspecify.annotations.Nullable;

/**
 * Which users, by name, from where.
 *
 * @param text found in the user name or display name; empty for all
 * @param role null for any
 * @param active null for any
 * @param everywhere whether those of all customers are meant; for superusers only
 * @param cursor where the page before ended; null for the first
 * @param limit 1 to 500
 */
public record UserQuery(
    String text,
    @Nullable Role role,
    @Nullable Boolean active,
    boolean everywhere,
    @Nullable String cursor,
    int limit) {}
