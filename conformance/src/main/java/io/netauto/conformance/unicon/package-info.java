/** The state machines of unicon's mock devices. */
@NullMarked
package io.netauto.conformance.unicon;

import org.jspecify.annotations.NullMarked;
