package io.netauto.server.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody has to look at.
 *
 * @param kind a noun and what happened to it: {@code host-key.changed}
 * @param device its number; null for none
 * @param words what happened and what to do
 * @param acknowledgedBy who has looked at it; null while nobody has
 */
public record Event(
    long id,
    String kind,
    @Nullable Long device,
    String hostname,
    String words,
    Instant at,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledgedAt) {}
