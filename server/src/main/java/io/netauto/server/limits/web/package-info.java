/** Limits by REST and in pages. */
@NullMarked
package io.netauto.server.limits.web;

import org.jspecify.annotations.NullMarked;
