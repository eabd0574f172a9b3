package io.netauto.server.runs;

import org.jspecify.annotations.Nullable;

/**
 * Which jobs, newest first, from where.
 *
 * @param status a job's status; null for any
 * @param requester a user name; null for any
 * @param parent the number of the job that was tried again; null for any
 * @param schedule the number of the schedule that made them; null for any
 * @param text found in the title; empty for any
 */
public record JobQuery(
    @Nullable String status,
    @Nullable String requester,
    @Nullable Long parent,
    @Nullable Long schedule,
    String text,
    @Nullable String cursor,
    int limit) {}
