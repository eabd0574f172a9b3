package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.Printed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of {@code show interface}. */
final class NxosInterfaceText {
  private static final Pattern PROTOCOL =
      Pattern.compile("^(\\S+)\\s+is\\s+(.+?),\\s+line\\s+protocol\\s+is\\s+(\\S+)");
  private static final Pattern HEAD = Pattern.compile("^(\\S+) is (up|down)\\b(.*)$");
  private static final Pattern ADMIN = Pattern.compile("^admin state is (\\w+)");
  private static final Pattern MAC =
      Pattern.compile("^\\s+Hardware:\\s+[^,]{0,80}+,\\s+address:\\s+(\\S+)");
  private static final Pattern MTU = Pattern.compile("^\\s+MTU (\\d{1,9})\\s+bytes");
  private static final Pattern BANDWIDTH = Pattern.compile("\\bBW\\s+(\\d{1,15})\\s+Kbit");
  private static final Pattern DESCRIPTION =
      Pattern.compile("^\\s+Description:\\s+(.*?)(?:  (?:MTU|Internet).*)?$");

  private final String name;
  private final boolean up;
  private boolean enabled;
  private String description = "";
  private String mac = "";
  private int mtu = -1;
  private double speed = -1;

  private NxosInterfaceText(String name, boolean up, boolean enabled) {
    this.name = name;
    this.up = up;
    this.enabled = enabled;
  }

  static Map<String, Interface> read(Printed printed) {
    Map<String, Interface> all = new LinkedHashMap<>();
    NxosInterfaceText block = null;
    for (Line line : printed.lines()) {
      NxosInterfaceText next = begin(line);
      if (next != null) {
        end(block, all);
        block = next;
      } else if (block != null) {
        block.add(line);
      }
    }
    end(block, all);
    if (all.isEmpty() && !printed.text().isBlank()) {
      throw printed.unreadable("Lines that name an interface and its state were expected.");
    }
    return all;
  }

  private static void end(@Nullable NxosInterfaceText block, Map<String, Interface> all) {
    if (block != null) {
      all.put(
          block.name,
          new Interface(
              block.up, block.enabled, block.description, -1, block.mtu, block.speed, block.mac));
    }
  }

  private static @Nullable NxosInterfaceText begin(Line line) {
    Matcher protocol = PROTOCOL.matcher(line.text());
    if (protocol.find()) {
      boolean enabled = !protocol.group(2).toLowerCase(Locale.ROOT).contains("admin");
      return new NxosInterfaceText(protocol.group(1), protocol.group(3).contains("up"), enabled);
    }
    Matcher head = HEAD.matcher(line.text());
    if (!head.find()) {
      return null;
    }
    boolean up = head.group(2).equals("up");
    boolean enabled = up || !head.group(3).contains("Administratively down");
    return new NxosInterfaceText(InterfaceName.canonical(head.group(1)), up, enabled);
  }

  private void add(Line line) {
    Matcher match = ADMIN.matcher(line.text());
    if (match.find()) {
      enabled = match.group(1).equals("up");
    } else if (match.reset().usePattern(MAC).find()) {
      mac = line.mac(match.group(1));
    } else if (match.reset().usePattern(DESCRIPTION).find()) {
      description = match.group(1);
    }
    if (match.reset().usePattern(MTU).find() && mtu < 0) {
      mtu = (int) line.integer(match.group(1));
    }
    if (match.reset().usePattern(BANDWIDTH).find() && speed < 0) {
      speed = line.number(match.group(1)) / 1000;
    }
  }
}
