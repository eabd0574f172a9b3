package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.Line;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code show interfaces}. */
final class XrInterfaceText {
  private static final Pattern HEAD =
      Pattern.compile("^(\\S{1,99}+) is (\\S.{0,60}?), line protocol is (\\S.*)$");
  private static final Pattern HARDWARE =
      Pattern.compile("^\\s++Hardware is .{0,200}?address is (\\S++)");
  private static final Pattern DESCRIPTION = Pattern.compile("^\\s++Description: (.*)$");
  private static final Pattern MTU =
      Pattern.compile("^\\s++MTU (\\d{1,9}+) bytes(?:, BW (\\d{1,15}+) Kbit)?+");
  private static final Pattern FLAPPED = Pattern.compile("^\\s++Last link flapped (\\S++)");

  private XrInterfaceText() {}

  static Map<String, Interface> states(Asked asked) {
    Map<String, Interface> states = new LinkedHashMap<>();
    Block block = null;
    for (Line line : XrText.lines(asked, "show interfaces")) {
      Matcher head = HEAD.matcher(line.text());
      if (head.find()) {
        end(block, states);
        block = new Block(head.group(1), head.group(2), head.group(3));
      } else if (block != null) {
        block.add(line);
      } else if (!line.isBlank()) {
        throw line.unreadable("The line that names an interface was expected first.");
      }
    }
    end(block, states);
    return states;
  }

  private static void end(@Nullable Block block, Map<String, Interface> states) {
    if (block != null) {
      states.put(block.name, block.toInterface());
    }
  }

  /** The lines of one interface. */
  private static final class Block {
    private final String name;
    private final boolean enabled;
    private final boolean up;
    private String description = "";
    private String mac = "";
    private double lastFlapped = -1;
    private int mtu = -1;
    private double speed = -1;

    private Block(String name, String state, String protocol) {
      this.name = name;
      this.enabled = !state.contains("admin");
      this.up = protocol.startsWith("up");
    }

    private void add(Line line) {
      Matcher hardware = HARDWARE.matcher(line.text());
      Matcher descriptionLine = DESCRIPTION.matcher(line.text());
      Matcher mtuLine = MTU.matcher(line.text());
      Matcher flapped = FLAPPED.matcher(line.text());
      if (hardware.find()) {
        mac = line.mac(hardware.group(1));
      } else if (descriptionLine.find()) {
        description = descriptionLine.group(1).strip();
      } else if (mtuLine.find()) {
        mtu = (int) line.integer(mtuLine.group(1));
        speed = mtuLine.group(2) == null ? -1 : line.number(mtuLine.group(2)) / 1000;
      } else if (flapped.find()) {
        OptionalLong seconds = Durations.parseShort(flapped.group(1));
        lastFlapped = seconds.isPresent() ? seconds.getAsLong() : -1;
      }
    }

    private Interface toInterface() {
      return new Interface(up, enabled, description, lastFlapped, mtu, speed, mac);
    }
  }
}
