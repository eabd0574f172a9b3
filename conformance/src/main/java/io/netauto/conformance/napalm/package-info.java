/** NAPALM's recordings, put to the getters. */
@NullMarked
package io.netauto.conformance.napalm;

import org.jspecify.annotations.NullMarked;
