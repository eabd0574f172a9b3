@NullMarked
package io.netauto.server.commands;

import org.jspecify.annotations.NullMarked;
