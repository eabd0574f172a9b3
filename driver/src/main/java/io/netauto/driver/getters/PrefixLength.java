package io.netauto.driver.getters;

/** What is told of an address of an interface: how many bits of it name the network. */
public record PrefixLength(int prefixLength) {}
