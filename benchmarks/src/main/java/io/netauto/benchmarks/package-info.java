/** Figures of NetAuto and its peers, measured by {@code benchmarks/run}. */
@NullMarked
package io.netauto.benchmarks;

import org.jspecify.annotations.NullMarked;
