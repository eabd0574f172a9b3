/**
 * What every command starts from: terminal, server and output form. May use config, server, term,
 * failure.
 */
@NullMarked
package io.netauto.cli.base;

import org.jspecify.annotations.NullMarked;
