package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.UnreadableException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Fans, temperatures, power supplies, and from {@code top} the load and the memory in KiB. */
final class EosEnvironment {
  private static final String TOP = "show processes top once";
  private static final Set<String> WITHOUT_POWER_SUPPLIES = Set.of("veos", "ceoslab");
  private static final Pattern IDLE =
      Pattern.compile("(?m)^%?Cpu\\(s\\):.{0,200}?ni,\\s*+([\\d.]++)[%\\s]*+id");
  private static final Pattern MEMORY =
      Pattern.compile("(?m)^(?:(\\w++)\\s++)?Mem\\s*+:\\s*+([\\d.]++)[k\\s]++total,(.*+)$");
  private static final Pattern USED = Pattern.compile("([\\d.]++)[k\\s]++used");

  private EosEnvironment() {}

  static Environment read(Asked asked) {
    String model = EosJson.of(asked, "show version").path("modelName").asString("");
    JsonNode cooling = ofEither(asked, "cooling");
    JsonNode temperature = ofEither(asked, "temperature");
    Map<String, Environment.Power> power =
        WITHOUT_POWER_SUPPLIES.contains(model.toLowerCase(Locale.ROOT))
            ? Map.of()
            : power(ofEither(asked, "power"));
    String top = asked.text(TOP);
    return new Environment(
        fans(cooling), temperatures(temperature), power, Map.of("0", cpu(top)), memory(top));
  }

  /** Since EOS 4.22 the command has the word {@code system}. */
  private static JsonNode ofEither(Asked asked, String what) {
    return EosJson.ifKnown(asked, "show system environment " + what)
        .orElseGet(() -> EosJson.of(asked, "show environment " + what));
  }

  private static Map<String, Environment.Fan> fans(JsonNode cooling) {
    Map<String, Environment.Fan> fans = new LinkedHashMap<>();
    for (JsonNode tray : cooling.path("fanTraySlots")) {
      fans.put(
          tray.path("label").asString(""),
          new Environment.Fan(tray.path("status").asString("").equals("ok")));
    }
    return fans;
  }

  private static Map<String, Environment.Temperature> temperatures(JsonNode output) {
    Map<String, Environment.Temperature> temperatures = new LinkedHashMap<>();
    for (String part : new String[] {"cardSlots", "powerSupplySlots"}) {
      output.path(part).forEach(slot -> addSensors(temperatures, slot));
    }
    addSensors(temperatures, output);
    return temperatures;
  }

  private static void addSensors(
      Map<String, Environment.Temperature> temperatures, JsonNode holder) {
    for (JsonNode sensor : holder.path("tempSensors")) {
      double celsius = sensor.path("currentTemperature").asDouble(0);
      temperatures.put(
          sensor.path("name").asString(""),
          new Environment.Temperature(
              celsius,
              celsius > sensor.path("overheatThreshold").asDouble(Double.MAX_VALUE),
              celsius > sensor.path("criticalThreshold").asDouble(Double.MAX_VALUE)));
    }
  }

  private static Map<String, Environment.Power> power(JsonNode output) {
    Map<String, Environment.Power> supplies = new LinkedHashMap<>();
    for (var supply : output.path("powerSupplies").properties()) {
      JsonNode told = supply.getValue();
      supplies.put(
          supply.getKey(),
          new Environment.Power(
              told.path("state").asString("ok").equals("ok"),
              told.path("capacity").asDouble(-1),
              told.path("outputPower").asDouble(-1)));
    }
    return supplies;
  }

  private static Environment.Cpu cpu(String top) {
    Matcher idle = find(IDLE, top, "a line \"Cpu(s):\" with the idle share");
    BigDecimal usage = BigDecimal.valueOf(100).subtract(number(idle.group(1)));
    return new Environment.Cpu(usage.setScale(1, RoundingMode.HALF_EVEN).doubleValue());
  }

  private static Environment.Memory memory(String top) {
    Matcher memory = find(MEMORY, top, "a line \"Mem:\" with the total");
    Matcher used = find(USED, memory.group(3), "the used memory in the line \"Mem:\"");
    String unit = memory.group(1) == null ? "KiB" : memory.group(1);
    return new Environment.Memory(kibibytes(memory.group(2), unit), kibibytes(used.group(1), unit));
  }

  private static long kibibytes(String written, String unit) {
    long factor =
        switch (unit) {
          case "MiB" -> 1L << 10;
          case "GiB" -> 1L << 20;
          default -> 1;
        };
    return number(written).multiply(BigDecimal.valueOf(factor)).longValue();
  }

  private static BigDecimal number(String written) {
    try {
      return new BigDecimal(written);
    } catch (NumberFormatException e) {
      throw new UnreadableException(TOP, 0, written, "A number was expected.");
    }
  }

  private static Matcher find(Pattern pattern, String text, String what) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new UnreadableException(
          TOP, 0, text.substring(0, Math.min(text.length(), 400)), "Expected " + what + ".");
    }
    return matcher;
  }
}
