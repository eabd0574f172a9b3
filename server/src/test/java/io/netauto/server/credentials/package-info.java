/** Secrets and host keys. */
@NullMarked
package io.netauto.server.credentials;

import org.jspecify.annotations.NullMarked;
