package io.netauto.driver;

/** The protocol that a device's command line is reached by. */
public enum Protocol {
  SSH,
  /** RFC 854, in clear: only a driver that was made for it speaks it. */
  TELNET
}
