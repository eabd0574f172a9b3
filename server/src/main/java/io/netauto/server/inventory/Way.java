package io.netauto.server.inventory;

import io.netauto.driver.Failure;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.Target;
import io.netauto.server.credentials.KnownHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a device is reached now, or why it cannot be. */
public sealed interface Way {

  /**
   * @param target with its jump hosts
   * @param hostKeys decides on the device's own key
   * @param through its jump hosts, the nearest to the server first
   * @param credRef the credential of the login with its source, e.g. {@code env:LAB}
   */
  record Open(Target target, Login login, HostKeys hostKeys, List<Through> through, String credRef)
      implements Way {
    public Open {
      through = List.copyOf(through);
    }

    /** A jump host, the check of its key, and the credential of its login. */
    public record Through(Device device, Login login, KnownHosts.Check hostKeys, String credRef) {}

    /** The credential that is logged in with at this place, the device or one of its jump hosts. */
    public String credRefAt(Target place) {
      return at(place).map(Through::credRef).orElse(credRef);
    }

    /** The jump host at this place; empty for the device itself. */
    public Optional<Device> hopAt(@Nullable Target place) {
      return at(place).map(Through::device);
    }

    private Optional<Through> at(@Nullable Target place) {
      return through.stream().filter(each -> each.device().target().equals(place)).findFirst();
    }

    /** The host keys that are trusted on the way, or were on first use; an empty one for none. */
    public List<String> trustedKeys() {
      List<String> keys = new ArrayList<>();
      through.forEach(each -> keys.add(each.hostKeys().trustedKey()));
      keys.add(hostKeys instanceof KnownHosts.Check check ? check.trustedKey() : "");
      return keys;
    }

    /** Stores the host keys that were seen. */
    public void record() {
      through.forEach(each -> each.hostKeys().record());
      if (hostKeys instanceof KnownHosts.Check check) {
        check.record();
      }
    }

    /** The jump host that failed; empty when it was the device itself. */
    public Optional<Device> failed(Failure failure) {
      return hopAt(failure.jumpHost());
    }
  }

  /**
   * @param code stable
   * @param field the device's field that is to be changed
   * @param jumpHost the one that it is about; empty for the device itself
   */
  record Closed(
      String code,
      String field,
      String summary,
      String expected,
      String advice,
      Optional<Device> jumpHost)
      implements Way {}
}
