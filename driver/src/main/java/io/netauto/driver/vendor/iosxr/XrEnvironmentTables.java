package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.vendor.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of {@code show environment all}, one behind the other. */
final class XrEnvironmentTables {
  private static final String DECIMAL = "(\\d{1,7}(?:\\.\\d{1,4})?)";
  private static final Pattern PLACE = Pattern.compile("^\\s{0,4}(\\w{1,6}/\\S{1,20})\\s*+$");

  /** A sensor, its value, and its limits: critical, major, minor below; minor, major, critical. */
  private static final Pattern SENSOR =
      Pattern.compile(
          "^\\s++(?:! ?+)?+(\\S.{0,80}?)\\s++(-?\\d{1,5}(?:\\.\\d{1,3})?)"
              + "((?:\\s++(?:-?\\d{1,5}(?:\\.\\d{1,3})?|NA|N/A|-)){6})\\s*+$");

  private static final Pattern FAN =
      Pattern.compile(
          "^\\s*+(\\w{1,6}/\\S{1,20})\\s++(\\S.{0,60}?)((?:\\s++(?:\\d{1,6}|-)){1,12})\\s*+$");

  /** A tray of more fans than a line holds goes on below. */
  private static final Pattern MORE_FANS =
      Pattern.compile("^\\s++((?:\\d{1,6}|-)(?:\\s++(?:\\d{1,6}|-)){0,11})\\s*+$");

  private static final Pattern SUPPLY =
      Pattern.compile(
          "^\\s*+(\\w{1,6}/\\S{1,20})\\s++\\S.{0,60}?\\s"
              + (DECIMAL + "\\s++").repeat(4)
              + "(\\S.*)$");
  private static final Pattern CAPACITY =
      Pattern.compile(
          "^\\s*+Total output power capacity .{0,60}?: *+(\\d{1,9})W(?: \\+ *+(\\d{1,9})W)?");

  /** Which table a line stands in. */
  private enum Table {
    NONE,
    TEMPERATURES,
    FANS,
    POWER
  }

  private final Map<String, Environment.Fan> fans = new LinkedHashMap<>();
  private final Map<String, Environment.Temperature> temperatures = new LinkedHashMap<>();
  private final Map<String, Environment.Power> power = new LinkedHashMap<>();
  private Table table = Table.NONE;
  private boolean known;
  private String place = "";
  private String tray = "";
  private double capacity = -1;

  private XrEnvironmentTables() {}

  static XrEnvironmentTables of(List<Line> lines) {
    XrEnvironmentTables tables = new XrEnvironmentTables();
    lines.forEach(tables::take);
    return tables;
  }

  /** Whether one of the tables was there. */
  boolean isKnown() {
    return known;
  }

  Map<String, Environment.Fan> fans() {
    return fans;
  }

  Map<String, Environment.Temperature> temperatures() {
    return temperatures;
  }

  Map<String, Environment.Power> power() {
    return power;
  }

  private void take(Line line) {
    Optional<Table> begun = begun(line.text());
    if (begun.isPresent()) {
      table = begun.get();
      known |= table != Table.NONE;
      return;
    }
    switch (table) {
      case TEMPERATURES -> temperature(line);
      case FANS -> fan(line);
      case POWER -> supply(line);
      case NONE -> {}
    }
  }

  /** The table that a line heads. */
  private static Optional<Table> begun(String line) {
    if (line.contains("TEMPERATURE")) {
      return Optional.of(Table.TEMPERATURES);
    }
    if (line.contains("Fan speed (rpm)")) {
      return Optional.of(Table.FANS);
    }
    if (line.contains("CHASSIS LEVEL POWER INFO")) {
      return Optional.of(Table.POWER);
    }
    boolean other =
        line.contains("VOLTAGE") || line.contains("CURRENT") || line.contains("Card Type");
    return other ? Optional.of(Table.NONE) : Optional.empty();
  }

  private void temperature(Line line) {
    Matcher placeLine = PLACE.matcher(line.text());
    Matcher sensor = SENSOR.matcher(line.text());
    if (placeLine.find()) {
      place = placeLine.group(1);
    } else if (sensor.find()) {
      String name = sensor.group(1);
      double celsius = line.number(sensor.group(2));
      String[] limits = sensor.group(3).strip().split("\\s++", -1);
      temperatures.put(
          XrNetconfEnvironment.INLETS.contains(name) ? place : place + " " + name,
          new Environment.Temperature(
              celsius,
              isBeyond(celsius, limits[1], limits[4]),
              isBeyond(celsius, limits[0], limits[5])));
    }
  }

  private static boolean isBeyond(double celsius, String low, String high) {
    return celsius <= Numbers.decimal(low, -1e6) || celsius >= Numbers.decimal(high, 1e6);
  }

  /** A tray works when each of its fans turns. */
  private void fan(Line line) {
    Matcher fan = FAN.matcher(line.text());
    Matcher more = MORE_FANS.matcher(line.text());
    if (fan.find()) {
      boolean isTray = fan.group(1).contains("FT");
      tray = isTray ? fan.group(1).replaceFirst("^[0/]++", "") : "";
      if (isTray) {
        fans.put(tray, new Environment.Fan(turn(line, fan.group(3))));
      }
    } else if (more.find() && !tray.isEmpty()) {
      boolean turns = turn(line, more.group(1));
      fans.computeIfPresent(tray, (name, above) -> new Environment.Fan(above.status() && turns));
    }
  }

  private static boolean turn(Line line, String speeds) {
    return Stream.of(speeds.strip().split("\\s++", -1))
        .filter(speed -> !speed.equals("-"))
        .allMatch(speed -> line.integer(speed) > 0);
  }

  /** The capacity of a rack is told above its supplies, for all of them together. */
  private void supply(Line line) {
    Matcher whole = CAPACITY.matcher(line.text());
    Matcher supply = SUPPLY.matcher(line.text());
    if (whole.find()) {
      String more = whole.group(2);
      capacity = line.number(whole.group(1)) + (more == null ? 0 : line.number(more));
    } else if (supply.find()) {
      power.put(
          supply.group(1),
          new Environment.Power(
              supply.group(6).strip().equals("OK"),
              capacity,
              XrNetconfEnvironment.watts(
                  line.number(supply.group(4)), line.number(supply.group(5)))));
    }
  }
}
