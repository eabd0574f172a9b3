/** Logins, roles and API keys, tried from outside. */
@NullMarked
package io.netauto.server.identity;

import org.jspecify.annotations.NullMarked;
