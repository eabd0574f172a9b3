package io.netauto.driver.getters;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** Fans, temperatures, power supplies, processors and memory of a device, each by its name. */
public record Environment(
    Map<String, Fan> fans,
    Map<String, Temperature> temperature,
    Map<String, Power> power,
    Map<String, Cpu> cpu,
    Memory memory) {
  public Environment {
    fans = Ordered.copy(fans);
    temperature = Ordered.copy(temperature);
    power = Ordered.copy(power);
    cpu = Ordered.copy(cpu);
  }

  /** A fan, or a tray of them; {@code status} is true when it works. */
  public record Fan(boolean status) {}

  /** A sensor; the temperature is in degrees Celsius, -1 when unknown. */
  public record Temperature(double temperature, boolean isAlert, boolean isCritical) {}

  /** A power supply; capacity and output in watts, -1 when unknown. */
  public record Power(boolean status, double capacity, double output) {}

  /** A processor; {@code usage} in percent. */
  public record Cpu(@JsonProperty("%usage") double usage) {}

  /** Memory, in the unit that the vendor tells. */
  public record Memory(long availableRam, long usedRam) {}
}
