/** The terminal: text that is safe to show, tables, colour and questions. May use failure. */
@NullMarked
package io.netauto.cli.term;

import org.jspecify.annotations.NullMarked;
