/** Why a command did not succeed, and the exit codes that scripts rely on. Depends on nothing. */
@NullMarked
package io.netauto.cli.failure;

import org.jspecify.annotations.NullMarked;
