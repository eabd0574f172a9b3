package io.netauto.driver.getters;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An entry of the MAC address table.
 *
 * @param interfaceName an empty text for an address of the device itself
 * @param vlan 0 when the entry belongs to none
 * @param isStatic configured or the device's own, not learned
 * @param moves how often the address changed its port, -1 when unknown
 * @param lastMove seconds since, -1 when unknown
 */
public record MacEntry(
    String mac,
    @JsonProperty("interface") String interfaceName,
    int vlan,
    @JsonProperty("static") boolean isStatic,
    boolean active,
    int moves,
    double lastMove) {}
