/**
 * The product as processes, in a real browser, against the lab; and what such tests are made of.
 */
@NullMarked
package io.netauto.e2e;

import org.jspecify.annotations.NullMarked;
