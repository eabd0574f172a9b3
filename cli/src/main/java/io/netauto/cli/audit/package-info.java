/** The audit trail. May use everything but the other commands. */
@NullMarked
package io.netauto.cli.audit;

import org.jspecify.annotations.NullMarked;
