package io.netauto.simulator;

import io.netauto.simulator.plan.FleetFile;
import io.netauto.simulator.plan.FleetPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The simulator as a program: starts a fleet file, or the demo fleet, and prints a table. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    FleetPlan plan =
        arguments.length == 0 ? FleetFile.demo() : FleetFile.read(Path.of(arguments[0]));
    Fleet fleet = Fleet.start(plan);
    Runtime.getRuntime().addShutdownHook(new Thread(fleet::close));
    System.out.printf(
        "%-18s %-14s %-22s %-10s %s%n", "NAME", "PLATFORM", "ADDRESS", "USER", "FAULTS");
    for (SimulatedDevice each : fleet.devices()) {
      System.out.printf(
          "%-18s %-14s %-22s %-10s %s%n",
          each.name(),
          each.platform(),
          each.host() + ":" + each.port(),
          each.username(),
          each.plan().faults());
    }
    new CountDownLatch(1).await();
  }
}
