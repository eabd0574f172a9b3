/** Rows by REST and in pages. */
@NullMarked
package io.netauto.server.rows.web;

import org.jspecify.annotations.NullMarked;
