package io.netauto.driver.getters;

/** A device's configurations; an empty text for one that it does not have or was not asked for. */
public record Config(String running, String startup, String candidate) {}
