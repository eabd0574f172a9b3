package io.netauto.server.demo;

import io.netauto.driver.Secret;
import io.netauto.server.credentials.Credential;
import io.netauto.server.credentials.CredentialSource;
import io.netauto.server.credentials.Resolution;
import io.netauto.server.identity.CustomerId;
import io.netauto.simulator.SimulatedDevice;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * {@code demo:NAME}: what the simulated device of this name expects; the fleet makes it up itself.
 */
@Component
@Profile("demo")
class DemoCredentials implements CredentialSource {
  private final DemoFleet fleet;

  DemoCredentials(DemoFleet fleet) {
    this.fleet = fleet;
  }

  @Override
  public String scheme() {
    return "demo";
  }

  /** There is nothing behind the simulated devices to protect. */
  @Override
  public boolean isOfTheServer() {
    return false;
  }

  @Override
  public Optional<String> problemWith(CustomerId customer, String name) {
    return fleet.device(name).isPresent()
        ? Optional.empty()
        : Optional.of("The demo has no device \"%s\".".formatted(name));
  }

  @Override
  public Resolution resolve(CustomerId customer, String name) {
    return fleet
        .device(name)
        .<Resolution>map(device -> new Resolution.Found(credential(device)))
        .orElseGet(
            () ->
                new Resolution.NotFound(
                    "The demo has no device \"%s\".".formatted(name),
                    "the name of a simulated device",
                    "See the device list for those that there are."));
  }

  private static Credential credential(SimulatedDevice device) {
    return new Credential(
        device.username(),
        Secret.of(device.password()),
        Secret.of(device.enablePassword()),
        null,
        null);
  }
}
