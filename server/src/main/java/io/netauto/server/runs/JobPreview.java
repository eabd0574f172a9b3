package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.inventory.Selections;
import java.util.List;
import org.springframework.stereotype.Service;

/** What a job would be made of, before it is made. */
@Service
public class JobPreview {
  private static final int NAMED = 8;

  private final Selections selections;
  private final DeviceAccess devices;

  JobPreview(Selections selections, DeviceAccess devices) {
    this.selections = selections;
    this.devices = devices;
  }

  /**
   * The devices that a selection finds now.
   *
   * @param disabled how many more it finds, which the job would leave out
   * @param first the names of the first of them
   * @param unknown names that no device has
   */
  public record Targets(int count, int disabled, List<String> first, List<String> unknown) {
    public Targets {
      first = List.copyOf(first);
      unknown = List.copyOf(unknown);
    }
  }

  public Targets targets(Actor actor, DeviceSelection selection) {
    Selections.Selected selected = selections.resolve(actor, selection);
    List<DeviceId> some = selected.enabled().stream().limit(NAMED).toList();
    return new Targets(
        selected.enabled().size(),
        selected.disabled(),
        devices.all(actor.customer(), some).stream().map(Device::hostname).sorted().toList(),
        selected.unknown());
  }
}
