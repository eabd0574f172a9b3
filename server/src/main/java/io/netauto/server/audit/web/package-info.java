/** The audit trail by page and REST. */
@NullMarked
package io.netauto.server.audit.web;

import org.jspecify.annotations.NullMarked;
