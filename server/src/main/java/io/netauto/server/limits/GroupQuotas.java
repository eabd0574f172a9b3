package io.netauto.server.limits;

import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.DeviceAccess.Quota;
import io.netauto.server.jobs.LimitSource;
import io.netauto.server.jobs.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many sessions the groups of devices allow, as they were a second ago at most. */
@Component
class GroupQuotas implements LimitSource {
  static final String KIND = "group";

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final DeviceAccess devices;
  private volatile @Nullable Read read;

  GroupQuotas(DeviceAccess devices) {
    this.devices = devices;
  }

  private record Read(List<Quota> quotas, long at) {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Double> of(String scope, Limits limits) {
    return fresh().stream()
        .filter(each -> scope(each).equals(scope))
        .map(each -> (double) each.sessions())
        .findFirst();
  }

  /** Those of a customer, by the name of the group. */
  List<Quota> of(long customer) {
    return fresh().stream().filter(each -> each.customer() == customer).toList();
  }

  static String scope(Quota quota) {
    return Limits.scope(KIND, quota.customer(), quota.group().toString());
  }

  private List<Quota> fresh() {
    Read known = read;
    if (known != null && System.nanoTime() - known.at() < FRESH.toNanos()) {
      return known.quotas();
    }
    long now = System.nanoTime();
    List<Quota> quotas = devices.quotas();
    read = new Read(quotas, now);
    return quotas;
  }
}
