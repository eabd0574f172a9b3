/** What filters answer. */
@NullMarked
package io.netauto.server.web;

import org.jspecify.annotations.NullMarked;
