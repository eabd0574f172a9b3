package io.netauto.server.credentials;

import io.netauto.server.identity.CustomerId;
import java.util.List;
import java.util.Map;

/** Who uses a credential. The feature that has devices answers. */
public interface CredentialUses {

  /**
   * What names one credential.
   *
   * @param devices how many devices name it themselves
   * @param hostnames of some of them
   * @param groups the groups that give it to their devices
   */
  record Uses(long devices, List<String> hostnames, List<String> groups) {
    public static final Uses NONE = new Uses(0, List.of(), List.of());

    public Uses {
      hostnames = List.copyOf(hostnames);
      groups = List.copyOf(groups);
    }

    public boolean isEmpty() {
      return devices == 0 && groups.isEmpty();
    }

    /** In words for a person: {@code 3 devices (a, b, c) and the group core}. */
    public String words() {
      String of =
          devices == 0
              ? ""
              : "%s (%s%s)"
                  .formatted(
                      devices == 1 ? "1 device" : devices + " devices",
                      String.join(", ", hostnames),
                      devices > hostnames.size() ? ", …" : "");
      String by =
          groups.isEmpty()
              ? ""
              : (groups.size() == 1 ? "the group " : "the groups ") + String.join(", ", groups);
      return of.isEmpty() || by.isEmpty() ? of + by : of + " and " + by;
    }
  }

  /** The uses of a reference with its source, by devices and groups of this customer. */
  Uses of(CustomerId customer, String ref);

  /** How many devices name each reference of this source, in lower case; none for those with 0. */
  Map<String, Long> devices(CustomerId customer, String scheme);
}
