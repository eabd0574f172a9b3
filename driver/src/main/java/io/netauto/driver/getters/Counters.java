package io.netauto.driver.getters;

/** What an interface has counted; -1 for what the device does not tell. */
public record Counters(
    long txErrors,
    long rxErrors,
    long txDiscards,
    long rxDiscards,
    long txOctets,
    long rxOctets,
    long txUnicastPackets,
    long rxUnicastPackets,
    long txMulticastPackets,
    long rxMulticastPackets,
    long txBroadcastPackets,
    long rxBroadcastPackets) {

  public Counters withReceived(long packets, long octets) {
    return new Counters(
        txErrors,
        rxErrors,
        txDiscards,
        rxDiscards,
        txOctets,
        octets,
        txUnicastPackets,
        packets,
        txMulticastPackets,
        rxMulticastPackets,
        txBroadcastPackets,
        rxBroadcastPackets);
  }

  public Counters withSent(long packets, long octets) {
    return new Counters(
        txErrors,
        rxErrors,
        txDiscards,
        rxDiscards,
        octets,
        rxOctets,
        packets,
        rxUnicastPackets,
        txMulticastPackets,
        rxMulticastPackets,
        txBroadcastPackets,
        rxBroadcastPackets);
  }

  public Counters withReceivedToMany(long broadcasts, long multicasts) {
    return new Counters(
        txErrors,
        rxErrors,
        txDiscards,
        rxDiscards,
        txOctets,
        rxOctets,
        txUnicastPackets,
        rxUnicastPackets,
        txMulticastPackets,
        multicasts,
        txBroadcastPackets,
        broadcasts);
  }

  public Counters withErrors(long sent, long received) {
    return new Counters(
        sent,
        received,
        txDiscards,
        rxDiscards,
        txOctets,
        rxOctets,
        txUnicastPackets,
        rxUnicastPackets,
        txMulticastPackets,
        rxMulticastPackets,
        txBroadcastPackets,
        rxBroadcastPackets);
  }

  public Counters withDiscards(long sent, long received) {
    return new Counters(
        txErrors,
        rxErrors,
        sent,
        received,
        txOctets,
        rxOctets,
        txUnicastPackets,
        rxUnicastPackets,
        txMulticastPackets,
        rxMulticastPackets,
        txBroadcastPackets,
        rxBroadcastPackets);
  }
}
