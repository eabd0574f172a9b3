package io.netauto.driver.getters;

/**
 * The state of an interface.
 *
 * @param lastFlapped seconds since it last went up or down, -1 when unknown or never
 * @param speed Mbit/s, -1 when unknown
 * @param mtu bytes, -1 when unknown
 * @param macAddress in the form {@code 00:1C:73:00:00:01}, or an empty text
 */
public record Interface(
    boolean isUp,
    boolean isEnabled,
    String description,
    double lastFlapped,
    int mtu,
    double speed,
    String macAddress) {}
