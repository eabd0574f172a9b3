/** Single prompts, each with its mode. */
@NullMarked
package io.netauto.conformance.prompts;

import org.jspecify.annotations.NullMarked;
