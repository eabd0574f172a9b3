package io.netauto.server.testing;

import io.netauto.driver.Secret;
import io.netauto.server.credentials.Credential;
import io.netauto.server.credentials.CredentialSource;
import io.netauto.server.credentials.Resolution;
import io.netauto.server.identity.CustomerId;
import java.util.Optional;

/** What the devices on the loopback let in. */
public class LoopbackLogin implements CredentialSource {
  @Override
  public String scheme() {
    return "loopback";
  }

  @Override
  public Optional<String> problemWith(CustomerId customer, String name) {
    return Optional.empty();
  }

  @Override
  public Resolution resolve(CustomerId customer, String name) {
    return new Resolution.Found(new Credential("admin", Secret.of(name), null, null, null));
  }
}
