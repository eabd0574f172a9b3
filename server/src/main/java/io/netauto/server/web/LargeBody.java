package io.netauto.server.web;

/**
 * An address that takes larger bodies than the others; a bean of the feature that is asked there.
 *
 * @param path e.g. {@code /api/v1/devices/import}
 */
public record LargeBody(String path, long mostBytes) {}
