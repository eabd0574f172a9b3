package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.platform.Platforms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever says which addresses may be connected to is asked about each, before it is. */
class DestinationsTest {
  private static final Login ADMIN = Login.password("admin", "pw");

  private final Driver driver = Drivers.sshAndTelnet();
  private final List<String> asked = new ArrayList<>();
  private ServerSocket listening;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listening.setSoTimeout(200);
  }

  @AfterEach
  void close() throws Exception {
    driver.close();
    listening.close();
  }

  private Failure refused(String host, Protocol protocol) {
    Target target = new Target(host, listening.getLocalPort(), protocol, List.of());
    OpenResult result =
        driver.open(
            target,
            ADMIN,
            Platforms.builtIn().get("frr"),
            HostKeys.trustAll(),
            TestOptions.with(Algorithms.modern())
                .with(
                    (who, address) -> {
                      asked.add(address.getHostAddress());
                      return false;
                    }),
            SessionListener.none());
    assertThat(result).isInstanceOf(OpenResult.NotOpened.class);
    return ((OpenResult.NotOpened) result).failure();
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void an_address_that_is_not_allowed_sees_no_connection(Protocol protocol) throws IOException {
    Failure failure = refused("127.0.0.1", protocol);
    assertThat(failure.cause()).isEqualTo(Cause.ADDRESS_REFUSED);
    assertThat(failure.summary()).contains("127.0.0.1");
    assertThat(asked).containsExactly("127.0.0.1");
    try (Socket came = listening.accept()) {
      assertThat(came).as("a connection").isNull();
    } catch (SocketTimeoutException nobody) {
      // As it has to be.
    }
  }

  @Test
  void a_name_is_judged_by_what_it_resolves_to() {
    assertThat(refused("localhost", Protocol.SSH).cause()).isEqualTo(Cause.ADDRESS_REFUSED);
    assertThat(asked).contains("127.0.0.1");
  }
}
