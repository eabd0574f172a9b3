package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.NetworkInstance;
import io.netauto.driver.getters.NtpPeer;
import io.netauto.driver.getters.NtpStatistic;
import io.netauto.driver.getters.Optics;
import io.netauto.driver.getters.Snmp;
import io.netauto.driver.getters.User;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.NtpAssociations;
import io.netauto.driver.vendor.xml.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** NTP, SNMP, local users, optics and routing instances. */
final class JunosServices {
  private static final Map<String, Integer> LEVELS =
      Map.of("super-user", 15, "superuser", 15, "operator", 5, "read-only", 1, "unauthorized", 0);
  private static final int LEVEL_OF_ROOT = 20;
  private static final Map<String, String> MODES = Map.of("read-only", "ro", "read-write", "rw");
  private static final Map<String, String> INSTANCE_TYPES =
      Map.of(
          "default", "DEFAULT_INSTANCE",
          "l2vpn", "L2VPN",
          "vrf", "L3VRF",
          "evpn", "BGP_EVPN",
          "vpls", "BGP_VPLS",
          "forwarding", "L2P2P");

  private JunosServices() {}

  static Map<String, NtpPeer> ntpPeers(Asked asked) {
    return ntp(JunosRpc.NTP_PEERS.of(asked), "peer");
  }

  static Map<String, NtpPeer> ntpServers(Asked asked) {
    return ntp(JunosRpc.NTP_SERVERS.of(asked), "server");
  }

  private static Map<String, NtpPeer> ntp(Xml configuration, String kind) {
    Map<String, NtpPeer> peers = new LinkedHashMap<>();
    for (Xml ntp : configuration.within("ntp")) {
      ntp.all(kind).forEach(peer -> peers.put(Normal.ip(peer.text("name")), new NtpPeer()));
    }
    return peers;
  }

  static List<NtpStatistic> ntpStatistics(Asked asked) {
    return NtpAssociations.read(asked.text("show ntp associations no-resolve"));
  }

  static Snmp snmp(Asked asked) {
    Xml configuration = JunosRpc.SNMP.of(asked);
    Xml snmp = configuration.first("snmp").orElse(configuration);
    Map<String, Snmp.Community> communities = new LinkedHashMap<>();
    for (Xml community : snmp.all("community")) {
      communities.put(
          community.text("name"),
          new Snmp.Community("", MODES.getOrDefault(community.text("authorization"), "None")));
    }
    return new Snmp(
        snmp.text("system-name"), communities, snmp.text("contact"), snmp.text("location"));
  }

  static Map<String, User> users(Asked asked) {
    Map<String, User> users = new LinkedHashMap<>();
    for (Xml login : JunosRpc.USERS.of(asked).within("login")) {
      for (Xml user : login.all("user")) {
        users.put(
            user.text("name"),
            user(user, "authentication", LEVELS.getOrDefault(user.text("class"), 0)));
      }
    }
    JunosRpc.SYSTEM
        .of(asked)
        .first("system")
        .filter(system -> system.has("root-authentication"))
        .ifPresent(system -> users.put("root", user(system, "root-authentication", LEVEL_OF_ROOT)));
    return users;
  }

  private static User user(Xml holder, String authentication, int level) {
    List<String> keys =
        Stream.of("ssh-rsa", "ssh-dsa", "ssh-ecdsa")
            .flatMap(kind -> holder.all(authentication + "/" + kind + "/name").stream())
            .map(Xml::text)
            .toList();
    return new User(level, holder.text(authentication + "/encrypted-password"), keys);
  }

  static Map<String, Optics> optics(Asked asked) {
    Map<String, List<Optics.Channel>> channels = new LinkedHashMap<>();
    for (Xml port : JunosRpc.OPTICS.of(asked).within("physical-interface")) {
      List<Xml> lanes = port.all("optics-diagnostics/optics-diagnostics-lane-values");
      for (Xml lane : lanes) {
        Collect.add(
            channels,
            port.text("name"),
            channel((int) lane.number("lane-index", 0), lane, "laser-rx-optical-power-dbm"));
      }
      if (lanes.isEmpty()) {
        Xml only = port.find("optics-diagnostics").orElse(port);
        Collect.add(
            channels, port.text("name"), channel(0, only, "rx-signal-avg-optical-power-dbm"));
      }
    }
    Map<String, Optics> optics = new LinkedHashMap<>();
    channels.forEach(
        (name, ofPort) -> optics.put(name, new Optics(new Optics.PhysicalChannels(ofPort))));
    return optics;
  }

  private static Optics.Channel channel(int index, Xml told, String input) {
    return new Optics.Channel(
        index,
        new Optics.State(
            level(told, input),
            level(told, "laser-output-power-dbm"),
            level(told, "laser-bias-current")));
  }

  /** No light at all is told as {@code - Inf}. */
  private static Optics.Level level(Xml told, String name) {
    return new Optics.Level(told.decimal(name, 0), 0, 0, 0);
  }

  static Map<String, NetworkInstance> instances(Asked asked) {
    Map<String, NetworkInstance> instances = new LinkedHashMap<>();
    Map<String, Map<String, Object>> elsewhere = new LinkedHashMap<>();
    for (Xml part : JunosRpc.ROUTING_INSTANCES.of(asked).within("routing-instances")) {
      for (Xml told : part.all("instance")) {
        Map<String, Map<String, Object>> interfaces = new LinkedHashMap<>();
        List<Xml> names = new ArrayList<>(told.all("interface/name"));
        names.addAll(told.all("bridge-domains/domain/interface/name"));
        names.forEach(name -> interfaces.put(name.text(), Map.of()));
        elsewhere.putAll(interfaces);
        String type = told.known("instance-type").orElse("default");
        instances.put(
            told.text("name"),
            new NetworkInstance(
                told.text("name"),
                INSTANCE_TYPES.getOrDefault(type, type),
                new NetworkInstance.State(told.text("route-distinguisher/rd-type")),
                new NetworkInstance.Interfaces(interfaces)));
      }
    }
    Map<String, Map<String, Object>> rest = new LinkedHashMap<>();
    for (String name : JunosInterfaces.states(asked).keySet()) {
      if (!elsewhere.containsKey(name)) {
        rest.put(name, Map.of());
      }
    }
    instances.putIfAbsent(
        "default",
        new NetworkInstance(
            "default",
            "DEFAULT_INSTANCE",
            new NetworkInstance.State(""),
            new NetworkInstance.Interfaces(rest)));
    String wanted = asked.arguments().text("name", "");
    instances.keySet().removeIf(name -> !wanted.isEmpty() && !wanted.equals(name));
    return instances;
  }
}
