/** The NetAuto server: one process, made of modules that are its direct sub-packages. */
@NullMarked
package io.netauto.server;

import org.jspecify.annotations.NullMarked;
