/** Retention by page and REST. */
@NullMarked
package io.netauto.server.retention.web;

import org.jspecify.annotations.NullMarked;
