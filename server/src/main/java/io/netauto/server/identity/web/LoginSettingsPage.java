package io.netauto.server.identity.web;

/**
 * What a customer asks of the logins of its people.
 *
 * @param required whether each must have a second factor
 */
public record LoginSettingsPage(boolean required) {}
