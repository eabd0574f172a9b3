package io.netauto.server.credentials;

import io.netauto.server.identity.SecretSealing;
import org.springframework.stereotype.Component;

/** Seals secrets of people and of the server itself, which belong to no customer. */
@Component
class SecretsOfPeople implements SecretSealing {
  private final Sealing sealing;

  SecretsOfPeople(Sealing sealing) {
    this.sealing = sealing;
  }

  @Override
  public byte[] seal(String purpose, byte[] plain) {
    return sealing.seal(null, purpose, plain);
  }

  @Override
  public byte[] open(String purpose, byte[] sealed) {
    return sealing.open(null, purpose, sealed);
  }
}
