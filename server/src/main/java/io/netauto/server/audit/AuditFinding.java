package io.netauto.server.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something in a chain that is not as the server left it.
 *
 * @param kind {@code changed}, {@code gap}, {@code truncated}, {@code head}, {@code cut}, {@code
 *     exported_head} or {@code unsealed}
 * @param seq the place in the chain
 * @param row the row there; null when there is none
 */
public record AuditFinding(
    long chain, long seq, String kind, String message, @Nullable AuditRow row) {}
