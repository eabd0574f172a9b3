/** The recordings of ntc-templates, put to its templates. */
@NullMarked
package io.netauto.conformance.ntc;

import org.jspecify.annotations.NullMarked;
