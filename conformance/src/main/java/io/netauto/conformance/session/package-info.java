/** Sessions of the driver with served recordings, and what their output should be. */
@NullMarked
package io.netauto.conformance.session;

import org.jspecify.annotations.NullMarked;
