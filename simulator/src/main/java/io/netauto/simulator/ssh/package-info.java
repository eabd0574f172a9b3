/**
 * The SSH side: one server for all devices, their ports, logins and channels; depends on terminal
 * and what it uses.
 */
@NullMarked
package io.netauto.simulator.ssh;

import org.jspecify.annotations.NullMarked;
