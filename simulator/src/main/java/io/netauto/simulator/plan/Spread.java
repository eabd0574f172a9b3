package io.netauto.simulator.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A large fleet whose devices differ as those of a real company do. What is random comes from the
 * seed: the same spread is the same fleet.
 *
 * @param seed not zero
 * @param platforms ids to choose from, all as likely; empty for the usual mixture
 * @param latency {@code instant} for none, or {@code real}: of each device its own distance, login
 *     delay, speed, and 1 to 4 s for a command
 * @param faulty share of devices that drop, refuse, hang or drip, 0 to 1
 * @param firstAddress address of the first device when each has its own, at the base port; empty to
 *     give each a port of its own instead
 * @param realms logins are judged by so many realms, each by that of its sites; zero for none
 * @param realmRate logins that each realm takes in any second; zero is without limit
 */
public record Spread(
    int count,
    long seed,
    List<String> platforms,
    String latency,
    double faulty,
    int basePort,
    String firstAddress,
    int realms,
    int realmRate,
    Login login) {
  private static final int SITE_SIZE = 40;
  private static final List<String> USUAL =
      List.of(
          "cisco_ios",
          "cisco_ios",
          "cisco_ios",
          "cisco_ios",
          "cisco_ios",
          "cisco_ios",
          "cisco_ios",
          "arista_eos",
          "arista_eos",
          "arista_eos",
          "arista_eos",
          "juniper_junos",
          "juniper_junos",
          "juniper_junos",
          "juniper_junos",
          "cisco_nxos",
          "cisco_nxos",
          "cisco_nxos",
          "huawei_vrp",
          "frr");
  private static final List<String> ROLES = List.of("core", "dist", "acc", "acc", "acc", "edge");

  public Spread {
    platforms = List.copyOf(platforms);
    if (count < 1 || seed == 0 || !(faulty >= 0 && faulty <= 1)) {
      throw new IllegalArgumentException(
          "A spread needs a device or more, a seed that is not 0, and a share from 0 to 1");
    }
    if (!latency.equals("instant") && !latency.equals("real")) {
      throw new IllegalArgumentException("No such latency: '" + latency + "'; use instant or real");
    }
    if (!firstAddress.isEmpty() && basePort == 0) {
      throw new IllegalArgumentException("Devices with addresses need a base port");
    }
    if (realms < 0 || (realms == 0 && realmRate > 0)) {
      throw new IllegalArgumentException("A rate needs a realm");
    }
  }

  /** The fleet. */
  public FleetPlan plan() {
    Random random = new Random(seed);
    Addresses addresses = firstAddress.isEmpty() ? null : new Addresses(firstAddress);
    List<DevicePlan> devices = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      DevicePlan device = device(n, random);
      if (addresses != null) {
        device = device.withHost(addresses.next()).withPort(basePort);
      }
      devices.add(device);
    }
    List<RealmPlan> plans = new ArrayList<>();
    for (int n = 0; n < realms; n++) {
      plans.add(new RealmPlan(realm(n), realmRate));
    }
    return new FleetPlan(basePort, devices, plans, seed);
  }

  private DevicePlan device(int n, Random random) {
    int site = n / SITE_SIZE;
    List<String> from = platforms.isEmpty() ? USUAL : platforms;
    String platform = from.get(random.nextInt(from.size()));
    String role = ROLES.get(random.nextInt(ROLES.size()));
    String siteName = "s%03d".formatted(site + 1);
    Login judged = realms == 0 ? login : login.withRealm(realm(site % realms));
    DevicePlan device =
        DevicePlan.of("%s-%s-%05d".formatted(siteName, role, n + 1), platform)
            .withLogin(judged)
            .withPlace(new Place(siteName, role, "", "", List.of()))
            .withFault(new Fault.Lines(random.nextInt(10) < 3 ? 5 : 16));
    Latency own = latency(random);
    if (latency.equals("real")) {
      device = device.withLatency(own);
    }
    // Drawn for every device, so that another share changes the faulty ones and nothing else.
    boolean isFaulty = random.nextDouble() < faulty;
    Fault fault = Fault.any(random);
    return isFaulty ? device.withFault(fault) : device;
  }

  private static String realm(int n) {
    return "realm-" + (n + 1);
  }

  /** Most devices are near, fast and idle; some are far, some slow, some busy. */
  private static Latency latency(Random random) {
    long connect = Math.clamp((long) (15 * Math.exp(random.nextGaussian())), 2, 400);
    long login = Math.clamp((long) (400 * Math.exp(0.6 * random.nextGaussian())), 100, 4_000);
    long think = 1_000 + (long) (3_000 * Math.min(random.nextDouble(), random.nextDouble()));
    long speed = random.nextInt(20) == 0 ? 9_600 : 40_000 + random.nextInt(400_000);
    double room = Math.min(think - 1_000, 4_000 - think) / (double) think;
    return new Latency(
        Duration.ofMillis(connect),
        Duration.ofMillis(login),
        Duration.ofMillis(think),
        speed,
        Math.min(.3, room));
  }
}
