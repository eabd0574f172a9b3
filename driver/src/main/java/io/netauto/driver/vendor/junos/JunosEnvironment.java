package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.vendor.Numbers;
import io.netauto.driver.vendor.xml.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fans, temperatures and power of the chassis, load and memory (in MB) of routing engines. */
final class JunosEnvironment {
  private static final String THRESHOLD = "temperature-threshold";

  private final Map<String, Environment.Fan> fans = new LinkedHashMap<>();
  private final Map<String, Environment.Temperature> temperatures = new LinkedHashMap<>();
  private final Map<String, Environment.Power> power = new LinkedHashMap<>();
  private final List<Xml> thresholds;

  private JunosEnvironment(List<Xml> thresholds) {
    this.thresholds = thresholds;
  }

  static Environment read(Asked asked) {
    JunosEnvironment environment =
        new JunosEnvironment(JunosRpc.THRESHOLDS.of(asked).within(THRESHOLD));
    environment.addItems(JunosRpc.ENVIRONMENT.of(asked).within("environment-item"));
    JunosRpc.POWER
        .ifKnown(asked, "")
        .ifPresent(answer -> answer.within("power-usage-item").forEach(environment::addSupply));
    List<Xml> engines = JunosRpc.ROUTING_ENGINES.of(asked).within("route-engine");
    return new Environment(
        environment.fans,
        environment.temperatures,
        environment.power,
        cpus(engines),
        engines.isEmpty() ? new Environment.Memory(0, 0) : memory(engines.getLast()));
  }

  /** Only the first item of a class names it. */
  private void addItems(List<Xml> items) {
    String current = "";
    for (Xml item : items) {
      current = item.known("class").orElse(current);
      String name = item.text("name");
      boolean works = item.text("status").equals("OK");
      switch (current) {
        case "Power" -> power.put(name, new Environment.Power(works, -1, -1));
        case "Fans" -> fans.put(name, new Environment.Fan(works));
        case "Temp" -> temperatures.put(name, temperature(name, item));
        default -> {}
      }
    }
  }

  private Environment.Temperature temperature(String sensor, Xml item) {
    String told = item.find("temperature").flatMap(found -> found.attribute("celsius")).orElse("");
    double celsius = Numbers.decimal(told, Double.NaN);
    if (Double.isNaN(celsius)) {
      return new Environment.Temperature(0, false, false);
    }
    Xml limits = limits(sensor);
    boolean critical = limits != null && celsius >= limits.decimal("red-alarm", 1e6);
    boolean alert = limits != null && celsius >= limits.decimal("yellow-alarm", 1e6);
    return new Environment.Temperature(celsius, alert || critical, critical);
  }

  /** Those of the sensor itself; sensors without own ones follow the last in the table. */
  private @Nullable Xml limits(String sensor) {
    return thresholds.stream()
        .filter(limits -> limits.text("name").equals(sensor))
        .findFirst()
        .orElse(thresholds.isEmpty() ? null : thresholds.getLast());
  }

  private void addSupply(Xml item) {
    String name = item.text("name").replace("PEM", "Power Supply");
    if (!name.isEmpty()) {
      power.put(
          name,
          new Environment.Power(
              item.text("state").equals("Online"),
              item.decimal("pem-capacity-detail/capacity-actual", -1),
              item.decimal("dc-output-detail/dc-power", -1)));
    }
  }

  private static Map<String, Environment.Cpu> cpus(List<Xml> engines) {
    Map<String, Environment.Cpu> cpus = new LinkedHashMap<>();
    for (Xml engine : engines) {
      cpus.put(
          engine.known("slot").orElse("0"),
          new Environment.Cpu(100.0 - engine.number("cpu-idle", 100)));
    }
    return cpus;
  }

  private static Environment.Memory memory(Xml engine) {
    String told =
        engine.known("memory-dram-size").orElseGet(() -> engine.text("memory-system-total"));
    long available = Numbers.whole(told.replaceAll("\\D", ""), 0);
    long used = engine.number("memory-system-total-used", 0);
    if (used == 0) {
      // Junos tells a share only.
      double share = engine.number("memory-buffer-utilization", 0);
      used = (long) Math.rint(available / 100.0 * share);
    }
    return new Environment.Memory(available, used);
  }
}
