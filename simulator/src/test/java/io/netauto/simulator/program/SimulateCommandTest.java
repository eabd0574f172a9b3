package io.netauto.simulator.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.plan.Login;
import io.netauto.simulator.plan.Spread;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateCommandTest {
  private static String error(int status, String... arguments) {
    StringWriter err = new StringWriter();
    assertThat(SimulateCommand.commandLine().setErr(new PrintWriter(err, true)).execute(arguments))
        .isEqualTo(status);
    return err.toString();
  }

  @Test
  void wrong_usage_is_told_and_nothing_is_started(@TempDir Path folder) {
    assertThat(error(2, "--count", "3", "some.yaml")).contains("Give one of");
    assertThat(error(2, "--count", "3", "--faulty", "2")).contains("a share from 0 to 1");
    assertThat(error(2, "--count", "3", "--latency", "none")).contains("instant or real");
    assertThat(error(2, "--count", "60000")).contains("give each device an address");
    assertThat(error(2, "--recordings", folder + "/none")).contains("There is no folder");
    assertThat(error(1, "--recordings", folder.toString())).contains("./netauto simulate");
  }

  @Test
  void the_inventory_is_a_body_for_the_servers_api_on_each_line(@TempDir Path folder)
      throws Exception {
    Login login = new Login("netops", "secret", "enable", "", "lab");
    Spread spread = new Spread(30, 5, List.of(), "instant", 1, 2_200, "127.21.0.1", 1, 0, login);
    Path file = folder.resolve("fleet.jsonl");
    try (Fleet fleet = Fleet.start(spread.plan())) {
      Inventory.write(fleet, file);
      List<String> lines = Files.readAllLines(file);
      assertThat(lines).hasSize(30);
      JsonNode third = new JsonMapper().readTree(lines.get(2));
      assertThat(third.at("/hostname").asString()).isEqualTo(fleet.devices().get(2).name());
      assertThat(third.at("/address").asString()).isEqualTo("127.21.0.3");
      assertThat(third.at("/port").asInt()).isEqualTo(2_200);
      assertThat(third.at("/platform").asString()).isEqualTo(fleet.devices().get(2).platform());
      assertThat(third.at("/credRef").asString()).isEqualTo("lab");
      assertThat(third.at("/site").asString()).isEqualTo("s001");
      assertThat(third.at("/tags/realm").asString()).isEqualTo("realm-1");
      assertThat(third.at("/tags/fault").asString())
          .isIn("resets-after", "silent-after", "refuses", "never-answers", "slow-drip");
    }
  }
}
