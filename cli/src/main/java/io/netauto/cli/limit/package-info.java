/**
 * Limits of sessions and logins, and credentials that are stopped. May use everything but the other
 * commands.
 */
@NullMarked
package io.netauto.cli.limit;

import org.jspecify.annotations.NullMarked;
