package io.netauto.simulator.program;

import io.netauto.simulator.plan.Addresses;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.Latency;
import io.netauto.simulator.plan.Login;
import io.netauto.simulator.recording.Library;
import io.netauto.simulator.recording.Library.Title;
import io.netauto.simulator.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The recorded devices of a folder as a fleet.
 *
 * @param titles what each device plays, by its name, in the order of the plan
 */
record Recorded(FleetPlan plan, Map<String, Title> titles) {
  private static final int LONGEST_NAME = 60;

  /**
   * What is the same for all devices.
   *
   * @param count so many devices, the recordings one after the other and again; zero for each once
   * @param platforms only recordings of these; empty for all
   * @param faulty share of devices that drop, refuse, hang or drip, 0 to 1
   * @param firstAddress address of the first device when each has its own, at the base port; empty
   *     to give each a port of its own instead
   */
  record Wish(
      int count,
      long seed,
      List<String> platforms,
      Latency latency,
      double faulty,
      int basePort,
      String firstAddress,
      Login login) {
    Wish {
      platforms = List.copyOf(platforms);
      if (count < 0 || !(faulty >= 0 && faulty <= 1)) {
        throw new IllegalArgumentException("A fleet needs a device or more, a share from 0 to 1");
      }
      if (!firstAddress.isEmpty() && basePort == 0) {
        throw new IllegalArgumentException("Devices with addresses need a base port");
      }
    }
  }

  /** All devices below the folder, none of which is of an unknown platform. */
  static Recorded in(Path folder, Wish wish) throws IOException {
    Library library =
        ServiceLoader.load(Library.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "This program cannot read recordings; start it with ./netauto simulate."));
    List<Title> all = library.titles(folder);
    List<Title> wanted =
        all.stream()
            .filter(
                each -> wish.platforms().isEmpty() || wish.platforms().contains(each.platform()))
            .toList();
    if (wanted.isEmpty()) {
      throw new IOException(
          all.isEmpty()
              ? "There is no recorded device of a known platform in " + folder
              : "No recorded device is of " + wish.platforms() + "; there are " + platforms(all));
    }
    return of(wanted, wish);
  }

  private static String platforms(List<Title> all) {
    return all.stream().map(Title::platform).distinct().sorted().collect(Collectors.joining(", "));
  }

  private static Recorded of(List<Title> all, Wish wish) {
    Random random = new Random(wish.seed());
    Addresses addresses = wish.firstAddress().isEmpty() ? null : new Addresses(wish.firstAddress());
    List<DevicePlan> devices = new ArrayList<>();
    Map<String, Title> titles = new LinkedHashMap<>();
    int count = wish.count() == 0 ? all.size() : wish.count();
    for (int n = 0; n < count; n++) {
      Title title = all.get(n % all.size());
      String name = free(title, titles);
      titles.put(name, title);
      Login login = wish.login();
      DevicePlan device =
          DevicePlan.of(name, title.platform())
              .withLogin(login)
              .withLogin(login.username(), login.password(), title.enablePassword())
              .withLatency(wish.latency());
      if (addresses != null) {
        device = device.withHost(addresses.next()).withPort(wish.basePort());
      }
      // Drawn for every device, so that another share changes the faulty ones and nothing else.
      boolean isFaulty = random.nextDouble() < wish.faulty();
      Fault fault = Fault.any(random);
      devices.add(isFaulty ? device.withFault(fault) : device);
    }
    return new Recorded(new FleetPlan(wish.basePort(), devices, List.of(), wish.seed()), titles);
  }

  /** A host name after the recording, that no other device has. */
  private static String free(Title title, Map<String, Title> taken) {
    String words =
        title.name().replaceFirst("(#simulation)?\\.ya?ml$", "").replaceAll("[^A-Za-z0-9]+", "-");
    String name = (title.form().replaceAll("[^A-Za-z0-9]+", "-") + "-" + words);
    name = name.substring(0, Math.min(LONGEST_NAME, name.length())).replaceAll("-+$", "");
    String free = name;
    for (int n = 2; taken.containsKey(free); n++) {
      free = name + "-" + n;
    }
    return free;
  }

  /** What answers on each device, by its name. */
  Map<String, Recording> recordings() {
    return titles.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().recording()));
  }

  /** The same with another plan for the same devices. */
  Recorded with(FleetPlan other) {
    return new Recorded(other, titles);
  }
}
