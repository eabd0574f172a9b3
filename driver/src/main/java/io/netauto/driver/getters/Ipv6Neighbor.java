package io.netauto.driver.getters;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An entry of the IPv6 neighbour table.
 *
 * @param age as the vendor tells it, -1 for an entry that does not age
 */
public record Ipv6Neighbor(
    @JsonProperty("interface") String interfaceName,
    String mac,
    String ip,
    double age,
    String state) {}
