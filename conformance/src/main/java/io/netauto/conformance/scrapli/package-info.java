/** The mock devices of scrapli. */
@NullMarked
package io.netauto.conformance.scrapli;

import org.jspecify.annotations.NullMarked;
