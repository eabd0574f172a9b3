/** Tests of the conformance runner, with recordings of their own. */
@NullMarked
package io.netauto.conformance;

import org.jspecify.annotations.NullMarked;
