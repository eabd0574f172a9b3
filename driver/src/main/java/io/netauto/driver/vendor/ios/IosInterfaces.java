package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.text.Line;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code show interfaces}. IOS does not tell when an interface last went up or down. */
final class IosInterfaces {
  static final Pattern HEAD =
      Pattern.compile("^(\\S.{0,99}?)\\s+is\\s+(.+?),\\s+line\\s+protocol\\s+is\\s+(\\S+)");
  private static final Pattern SHORT_HEAD = Pattern.compile("^(\\S+)\\s+is\\s+(up|down)\\b");
  private static final Pattern HARDWARE =
      Pattern.compile(
          "^\\s+Hardware.+address\\s+is\\s+([0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4})");
  private static final Pattern DESCRIPTION = Pattern.compile("^\\s+Description:\\s+(.+)$");
  private static final Pattern MTU = Pattern.compile("^\\s+MTU\\s+(\\d{1,9})\\b");
  private static final Pattern BANDWIDTH = Pattern.compile("\\bBW\\s+(\\d{1,15})\\s+([KMG]?)b");

  private IosInterfaces() {}

  static Map<String, Interface> read(Asked asked) {
    Map<String, Interface> interfaces = new LinkedHashMap<>();
    Block block = null;
    for (Line line : IosOutput.lines(asked, "show interfaces")) {
      Block next = Block.begin(line);
      if (next != null) {
        end(block, interfaces);
        block = next;
      } else if (block != null) {
        block.add(line);
      } else if (!line.isBlank()) {
        throw line.unreadable("The line that names an interface was expected first.");
      }
    }
    end(block, interfaces);
    return interfaces;
  }

  private static void end(@Nullable Block block, Map<String, Interface> interfaces) {
    if (block != null) {
      interfaces.put(block.name, block.toInterface());
    }
  }

  /** The lines of one interface. */
  private static final class Block {
    private final String name;
    private final boolean enabled;
    private final boolean up;
    private String description = "";
    private String mac = "";
    private int mtu = -1;
    private double speed = -1;

    private Block(String name, String status, String protocol) {
      this.name = name;
      this.enabled = !status.contains("admin");
      this.up = protocol.contains("up");
    }

    static @Nullable Block begin(Line line) {
      Matcher head = HEAD.matcher(line.text());
      if (head.find()) {
        return new Block(head.group(1), head.group(2), head.group(3));
      }
      Matcher shortHead = SHORT_HEAD.matcher(line.text());
      return shortHead.find()
          ? new Block(shortHead.group(1), shortHead.group(2), shortHead.group(2))
          : null;
    }

    void add(Line line) {
      Matcher hardware = HARDWARE.matcher(line.text());
      Matcher descriptionLine = DESCRIPTION.matcher(line.text());
      Matcher mtuLine = MTU.matcher(line.text());
      if (hardware.find()) {
        mac = line.mac(hardware.group(1));
      } else if (descriptionLine.find()) {
        description = descriptionLine.group(1);
      } else if (mtuLine.find() && mtu < 0) {
        mtu = (int) line.integer(mtuLine.group(1));
        Matcher bandwidth = BANDWIDTH.matcher(line.text());
        speed = bandwidth.find() ? megabits(line, bandwidth) : -1;
      }
    }

    private static double megabits(Line line, Matcher bandwidth) {
      double value = line.number(bandwidth.group(1));
      return switch (bandwidth.group(2)) {
        case "K" -> value / 1000;
        case "G" -> value * 1000;
        default -> value;
      };
    }

    Interface toInterface() {
      return new Interface(up, enabled, description, -1, mtu, speed, mac);
    }
  }
}
