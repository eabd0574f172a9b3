package io.netauto.driver.getters;

/** A peer or server of NTP, of which nothing but the address is told. */
public record NtpPeer() {}
