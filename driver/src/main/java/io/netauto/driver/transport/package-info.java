/** The way bytes take: SSH, Telnet, jump hosts, replays. The SSH library stays inside. */
@NullMarked
package io.netauto.driver.transport;

import org.jspecify.annotations.NullMarked;
