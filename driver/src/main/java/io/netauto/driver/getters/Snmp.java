package io.netauto.driver.getters;

import java.util.Map;

/** The configuration of SNMP, communities by name. */
public record Snmp(
    String chassisId, Map<String, Community> community, String contact, String location) {
  public Snmp {
    community = Ordered.copy(community);
  }

  /**
   * What a community may do.
   *
   * @param acl the access list, {@code N/A} or an empty text when there is none
   * @param mode {@code ro} or {@code rw}
   */
  public record Community(String acl, String mode) {}
}
