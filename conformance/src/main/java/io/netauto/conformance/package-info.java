/**
 * Runs corpora of recordings against the driver and reports what passed; depends on driver and
 * simulator.
 */
@NullMarked
package io.netauto.conformance;

import org.jspecify.annotations.NullMarked;
