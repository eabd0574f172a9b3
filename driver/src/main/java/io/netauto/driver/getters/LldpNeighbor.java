package io.netauto.driver.getters;

/** A neighbour that an interface hears by LLDP, in short. */
public record LldpNeighbor(String hostname, String port) {}
