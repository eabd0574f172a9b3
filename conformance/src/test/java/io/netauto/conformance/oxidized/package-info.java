/** Tests of the reader of Oxidized recordings. */
@NullMarked
package io.netauto.conformance.oxidized;

import org.jspecify.annotations.NullMarked;
