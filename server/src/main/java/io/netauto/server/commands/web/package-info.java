/** Templates and rules of commands by REST and in pages. */
@NullMarked
package io.netauto.server.commands.web;

import org.jspecify.annotations.NullMarked;
