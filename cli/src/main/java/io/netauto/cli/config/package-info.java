/**
 * Which server is spoken to and with which key: the configuration file and the environment. May use
 * tls, failure.
 */
@NullMarked
package io.netauto.cli.config;

import org.jspecify.annotations.NullMarked;
