/** Who may do what, tried at every door of the server. */
@NullMarked
package io.netauto.server.rights;

import org.jspecify.annotations.NullMarked;
