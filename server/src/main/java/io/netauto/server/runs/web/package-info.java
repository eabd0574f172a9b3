/** Runs by REST and in pages. */
@NullMarked
package io.netauto.server.runs.web;

import org.jspecify.annotations.NullMarked;
