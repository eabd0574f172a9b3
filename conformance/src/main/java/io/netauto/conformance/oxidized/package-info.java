/** Oxidized's recorded sessions, secrets and prompts. */
@NullMarked
package io.netauto.conformance.oxidized;

import org.jspecify.annotations.NullMarked;
