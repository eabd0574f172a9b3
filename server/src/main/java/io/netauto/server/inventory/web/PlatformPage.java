package io.netauto.server.inventory.web;

/**
 * What is known of a platform.
 *
 * @param tested what it has been tested against, in words
 */
public record PlatformPage(PlatformDetails platform, String tested) {}
