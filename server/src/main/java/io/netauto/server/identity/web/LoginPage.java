package io.netauto.server.identity.web;

import org.jspecify.annotations.Nullable;

/**
 * The login.
 *
 * @param next where to go then; a path of this server
 * @param message what happened, in words; null for nothing
 * @param refused whether the message is bad news
 * @param sso whether there is single sign-on
 * @param anew whether the provider asks who it is then, even where it knows somebody in this
 *     browser: that person was refused here, or has just signed out
 */
public record LoginPage(
    String next, @Nullable String message, boolean refused, boolean sso, boolean anew) {}
