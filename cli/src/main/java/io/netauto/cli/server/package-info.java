/**
 * The server's HTTP API: requests, pages, problems and the live feed. May use config, tls, failure.
 */
@NullMarked
package io.netauto.cli.server;

import org.jspecify.annotations.NullMarked;
