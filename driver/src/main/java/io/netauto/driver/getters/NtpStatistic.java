package io.netauto.driver.getters;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a device tells of an NTP association; delay, offset and jitter in milliseconds or seconds as
 * the vendor tells them.
 */
public record NtpStatistic(
    String remote,
    String referenceid,
    @JsonProperty("synchronized") boolean isSynchronized,
    int stratum,
    String type,
    String when,
    int hostpoll,
    int reachability,
    double delay,
    double offset,
    double jitter) {}
