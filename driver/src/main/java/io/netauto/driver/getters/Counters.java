package io.netauto.driver.getters;

/** What an interface has counted; -1 for what the device does not tell. */
public record Counters(
    long txErrors,
    long rxErrors,
    long txDiscards,
    long rxDiscards,
    long txOctets,
    long rxOctets,
    long txUnicastPackets,
    long rxUnicastPackets,
    long txMulticastPackets,
    long rxMulticastPackets,
    long txBroadcastPackets,
    long rxBroadcastPackets) {}
