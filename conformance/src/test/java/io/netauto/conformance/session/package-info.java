/** Tests of what stands beside the driver. */
@NullMarked
package io.netauto.conformance.session;

import org.jspecify.annotations.NullMarked;
