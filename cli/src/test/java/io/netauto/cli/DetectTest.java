package io.netauto.cli;

import static io.netauto.cli.ContractServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectTest {
  private static final String IOS =
      "{'platform':'cisco_ios','name':'Cisco"
          + " IOS','score':95,'evidence':[{'in':'output','command':'show version','line':'Cisco IOS"
          + " Software, C2960','pattern':'x','points':90},"
          + "{'in':'prompt','command':'','line':'r1#','pattern':'y','points':50}]}";
  private static final String NXOS =
      "{'platform':'cisco_nxos','name':'Cisco NX-OS','score':50,'evidence':[{'in':'prompt',"
          + "'command':'','line':'r1#','pattern':'z','points':50}]}";
  private static final String NO_DEVICES = "{'items':[],'next':null,'total':0}";
  private static final String ADDRESS = "10.0.0.9";

  @TempDir Path home;
  private ContractServer server;
  private Shell shell;

  @BeforeEach
  void setUp() throws Exception {
    server = ContractServer.plain();
    shell = new Shell(home).loggedInTo(server);
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  private static String found(String best, String candidates, String stop) {
    return "{'best':%s,'candidates':[%s],'commands':['show version'],'stoppedBy':%s,"
            .formatted(best, candidates, stop)
        + "'hostKey':{'algorithm':'ssh-ed25519','fingerprint':'SHA256:abc'}}";
  }

  @Test
  void tells_platform_score_evidence_and_the_runner_up_of_a_device() {
    server
        .on(
            "GET /devices",
            json(200, "{'items':[" + DeviceTest.DEVICE + "],'next':null,'total':1}"))
        .on("POST /devices/3/detect", json(200, found("'cisco_ios'", IOS + "," + NXOS, "null")));
    var detected = shell.run("device", "detect", "r1");
    assertThat(detected.exitCode()).isZero();
    assertThat(detected.out().lines().map(String::strip))
        .containsExactly(
            "platform            cisco_ios",
            "name                Cisco IOS",
            "score               95",
            "evidence             90  show version: Cisco IOS Software, C2960",
            "50  prompt: r1#",
            "runner-up           cisco_nxos, Cisco NX-OS",
            "runner-up score     50",
            "runner-up evidence   50  prompt: r1#",
            "commands run        show version",
            "host key            SHA256:abc");
    assertThat(detected.err()).isEmpty();
    assertThat(shell.run("device", "detect", "r1", "--output", "json").out())
        .contains("\"best\"", "\"cisco_nxos\"");
  }

  @Test
  void says_how_to_change_an_inventory_that_is_wrong() {
    server
        .on(
            "GET /devices",
            json(200, "{'items':[" + DeviceTest.DEVICE + "],'next':null,'total':1}"))
        .on("POST /devices/3/detect", json(200, found("'cisco_nxos'", NXOS, "null")));
    assertThat(shell.run("device", "detect", "r1").err())
        .contains("The inventory says cisco_ios", "netauto device edit r1 --platform cisco_nxos");
  }

  @Test
  void an_address_needs_a_credential_and_its_host_key_compared() {
    server
        .on("GET /devices", json(200, NO_DEVICES))
        .on(
            "POST /devices/detect",
            json(
                200,
                found(
                    "null",
                    "",
                    "{'code':'host_key_unknown','summary':'The key is unknown.',"
                        + "'advice':'Compare it.'}")));
    var unsaid = shell.run("device", "detect", ADDRESS);
    assertThat(unsaid.exitCode()).isEqualTo(4);
    assertThat(unsaid.err()).contains("netauto device detect 10.0.0.9 --cred-ref REF");
    var half = shell.run("device", "detect", ADDRESS, "--port", "2022");
    assertThat(half.exitCode()).isEqualTo(2);
    var unknown = shell.run("device", "detect", ADDRESS, "--cred-ref", "env:LAB", "--port", "2022");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.out()).contains("platform      not clear", "runner-up     none");
    assertThat(unknown.err())
        .contains("The key is unknown.", "repeat with --fingerprint SHA256:abc");
    assertThat(server.asked.getLast().body())
        .isEqualTo("{\"address\":\"10.0.0.9\",\"port\":2022,\"credRef\":\"env:LAB\"}");
    shell.run("device", "detect", ADDRESS, "--cred-ref", "env:LAB", "--fingerprint", "SHA256:abc");
    assertThat(server.asked.getLast().body()).contains("\"fingerprint\":\"SHA256:abc\"");
  }

  @Test
  void says_what_to_do_when_no_platform_leads() {
    server.on("POST /devices/detect", json(200, found("null", NXOS, "null")));
    var unclear = shell.run("device", "detect", ADDRESS, "--cred-ref", "env:LAB");
    assertThat(unclear.exitCode()).isEqualTo(1);
    assertThat(unclear.out()).contains("first           cisco_nxos, Cisco NX-OS");
    assertThat(unclear.err()).contains("No platform leads by enough", "--platform");
  }
}
