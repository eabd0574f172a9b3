package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Servers and their database are killed again and again while clients ask for jobs. The size is for
 * every build; {@code e2e/README.md} says how to run a larger one.
 */
class CrashCampaignTest {
  private static final int KILLS = Integer.getInteger("crash.kills", 50);
  private static final long SEED = Long.getLong("crash.seed", 7);

  private static Fleet fleet;

  @BeforeAll
  static void startFleet() {
    List<DevicePlan> devices =
        Stream.of("cisco_ios", "arista_eos")
            .flatMap(
                platform ->
                    IntStream.rangeClosed(1, 20)
                        .mapToObj(n -> DevicePlan.of(platform.replace('_', '-') + n, platform)))
            .toList();
    fleet = Fleet.start(new FleetPlan(0, devices));
  }

  @AfterAll
  static void stopFleet() {
    fleet.close();
  }

  @Test
  void keeps_every_promise_of_a_server_that_is_killed_with_its_database() {
    try (CrashCampaign campaign = CrashCampaign.ofOneServer(fleet, SEED)) {
      campaign.run((KILLS + 1) / 2);
      System.out.println(campaign.summary());
      assertThat(campaign.interrupted()).as("a kill hit what ran").isPositive();
    }
  }

  @Test
  void keeps_every_promise_of_two_servers_on_one_database() {
    try (CrashCampaign campaign = CrashCampaign.ofTwoServers(fleet, SEED + 1)) {
      campaign.run(KILLS / 2);
      System.out.println(campaign.summary());
      assertThat(campaign.interrupted()).as("a kill hit what ran").isPositive();
    }
  }
}
