@NullMarked
package io.netauto.server.events.web;

import org.jspecify.annotations.NullMarked;
