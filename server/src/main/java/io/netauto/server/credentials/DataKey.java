package io.netauto.server.credentials;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keyset that seals the secrets of one customer, or of the server itself: one key that seals,
 * and all before it, which still open.
 *
 * @param primary the id of the key that seals
 * @param ids the ids of all keys
 */
record DataKey(KeysetHandle keyset, Aead aead, int primary, Set<Integer> ids) {
  /** What Tink puts before each sealed text: one byte, and the id of the key. */
  static final int PREFIX_BYTES = 5;

  private static DataKey of(KeysetHandle keyset) throws GeneralSecurityException {
    Set<Integer> ids = new HashSet<>();
    for (int i = 0; i < keyset.size(); i++) {
      ids.add(keyset.getAt(i).getId());
    }
    return new DataKey(
        keyset,
        keyset.getPrimitive(RegistryConfiguration.get(), Aead.class),
        keyset.getPrimary().getId(),
        Set.copyOf(ids));
  }

  /** A new one with one key. */
  static DataKey make() throws GeneralSecurityException {
    return of(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
  }

  /** The same with a new key that seals. */
  DataKey rotated() throws GeneralSecurityException {
    return of(
        KeysetHandle.newBuilder(keyset)
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()
                    .makePrimary())
            .build());
  }

  /** Encrypted by the master key, bound to its customer. */
  byte[] wrapped(MasterKey master, @Nullable Long customer) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, master.aead(), bound(customer));
  }

  static DataKey unwrap(byte[] wrapped, MasterKey master, @Nullable Long customer)
      throws GeneralSecurityException {
    return of(TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, master.aead(), bound(customer)));
  }

  private static byte[] bound(@Nullable Long customer) {
    return ("netauto data key/" + (customer == null ? "server" : customer))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The id of the key that a sealed text needs; 0 for a text that is none. */
  static int idIn(byte[] sealed) {
    return sealed.length > PREFIX_BYTES && sealed[0] == 1 ? ByteBuffer.wrap(sealed).getInt(1) : 0;
  }

  /** What a text sealed now begins with. */
  byte[] prefix() {
    return ByteBuffer.allocate(PREFIX_BYTES).put((byte) 1).putInt(primary).array();
  }
}
