/**
 * The command line of NetAuto: reads arguments, talks to the server's HTTP API, writes for people
 * or programs.
 */
@NullMarked
package io.netauto.cli;

import org.jspecify.annotations.NullMarked;
