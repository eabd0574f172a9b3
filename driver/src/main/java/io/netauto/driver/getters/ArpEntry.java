package io.netauto.driver.getters;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An entry of the ARP table.
 *
 * @param age minutes or seconds as the vendor tells it, -1 for an entry that does not age or whose
 *     age is not told
 */
public record ArpEntry(
    @JsonProperty("interface") String interfaceName, String mac, String ip, double age) {}
