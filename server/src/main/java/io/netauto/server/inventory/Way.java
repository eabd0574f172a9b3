package io.netauto.server.inventory;

import io.netauto.driver.Failure;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.Target;
import io.netauto.server.credentials.KnownHosts;
import java.util.List;
import java.util.Optional;

/** How a device is reached now, or why it cannot be. */
public sealed interface Way {

  /**
   * @param target with its jump hosts
   * @param hostKeys decides on the device's own key
   * @param through its jump hosts, the nearest to the server first
   */
  record Open(Target target, Login login, HostKeys hostKeys, List<Through> through) implements Way {
    public Open {
      through = List.copyOf(through);
    }

    /** A jump host, and the check of its key. */
    record Through(Device device, KnownHosts.Check hostKeys) {}

    /** Stores the host keys that were seen. */
    public void record() {
      through.forEach(each -> each.hostKeys().record());
      if (hostKeys instanceof KnownHosts.Check check) {
        check.record();
      }
    }

    /** The jump host that failed; empty when it was the device itself. */
    public Optional<Device> failed(Failure failure) {
      Target place = failure.jumpHost();
      return through.stream()
          .map(Through::device)
          .filter(device -> device.target().equals(place))
          .findFirst();
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
