/** Command templates: list, write, render and delete them. */
@NullMarked
package io.netauto.cli.template;

import org.jspecify.annotations.NullMarked;
