package io.netauto.simulator.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The platforms that a simulated device can be of, each read once. */
public final class Platforms {
  private static final List<String> IDS =
      List.of("cisco_ios", "arista_eos", "juniper_junos", "cisco_nxos", "huawei_vrp", "frr");
  private static final ConcurrentMap<String, Platform> READ = new ConcurrentHashMap<>();

  private Platforms() {}

  /** The ids of all platforms. */
  public static List<String> ids() {
    return IDS;
  }

  /** The platform of that id; an id that is not known is refused. */
  public static Platform named(String id) {
    if (!IDS.contains(id)) {
      throw new IllegalArgumentException("No such platform: '" + id + "'; known are " + IDS);
    }
    return READ.computeIfAbsent(id, Platforms::read);
  }

  private static Platform read(String id) {
    String name = "/io/netauto/simulator/platforms/" + id + ".yaml";
    try (InputStream in = Platforms.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Not on the class path: " + name);
      }
      return PlatformFile.parse(id, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
