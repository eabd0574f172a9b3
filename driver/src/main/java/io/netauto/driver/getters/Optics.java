package io.netauto.driver.getters;

import java.util.List;

/** The optical transceiver of an interface. */
public record Optics(PhysicalChannels physicalChannels) {
  /** The channels of a transceiver. */
  public record PhysicalChannels(List<Channel> channel) {
    public PhysicalChannels {
      channel = List.copyOf(channel);
    }
  }

  /** A channel, counted from 0. */
  public record Channel(int index, State state) {}

  /** Powers in dBm, current in mA. */
  public record State(Level inputPower, Level outputPower, Level laserBiasCurrent) {}

  /** A level now, and its mean and limits since the device counts; 0.0 for what is unknown. */
  public record Level(double instant, double avg, double min, double max) {}
}
