package io.netauto.server.credentials;

import io.netauto.server.audit.ChainKeySealing;
import org.springframework.stereotype.Component;

/** Seals the key of the audit trail's hashes, as a secret of the server itself. */
@Component
class AuditKeySealing implements ChainKeySealing {
  private static final String PURPOSE = "audit-chain";

  private final Sealing sealing;

  AuditKeySealing(Sealing sealing) {
    this.sealing = sealing;
  }

  @Override
  public boolean available() {
    return sealing.available();
  }

  @Override
  public byte[] seal(byte[] key) {
    return sealing.seal(null, PURPOSE, key);
  }

  @Override
  public byte[] open(byte[] sealed) {
    return sealing.open(null, PURPOSE, sealed);
  }
}
