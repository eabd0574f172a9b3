/** Host keys by REST. */
@NullMarked
package io.netauto.server.credentials.web;

import org.jspecify.annotations.NullMarked;
