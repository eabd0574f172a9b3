/** Logins, API keys and users by REST. */
@NullMarked
package io.netauto.server.identity.web;

import org.jspecify.annotations.NullMarked;
