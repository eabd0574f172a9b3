package io.netauto.server.runs.web;

import io.netauto.server.calendar.CronTimes;
import org.jspecify.annotations.Nullable;

/**
 * The next times of what is typed.
 *
 * @param times null when nothing is typed, or it is wrong
 * @param wrong what is wrong with it; null for nothing
 */
public record CronTimesPage(@Nullable CronTimes times, @Nullable String wrong) {}
