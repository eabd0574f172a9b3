/**
 * Who may do what: login, logout, whoami, API keys and users. May use everything but the other
 * commands.
 */
@NullMarked
package io.netauto.cli.access;

import org.jspecify.annotations.NullMarked;
