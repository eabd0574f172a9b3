package io.netauto.server.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Computes the hashes of a chain: HMAC-SHA-256 over the hash before and the row. A row is written
 * as a JSON array of its columns in a fixed order, without blanks, the time in microseconds, the
 * names of the details sorted; so a hash depends neither on the database's version nor on its
 * settings. For one thread.
 */
final class Chain {
  /** What is before the first row. */
  static final byte[] BEGINNING = new byte[32];

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Mac mac;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

  Chain(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HMAC-SHA-256.", e);
    }
  }

  byte[] hash(byte[] before, long chain, long seq, AuditRow row) {
    buffer.reset();
    try (JsonGenerator out = JSON.createGenerator(buffer)) {
      out.writeStartArray();
      out.writeNumber(chain);
      out.writeNumber(seq);
      out.writeNumber(row.id());
      out.writeNumber(ChronoUnit.MICROS.between(Instant.EPOCH, row.at()));
      number(out, row.customer());
      number(out, row.user());
      out.writeString(row.username());
      out.writeString(row.address());
      out.writeString(row.requestId());
      out.writeString(row.action());
      out.writeString(row.outcome());
      out.writeString(row.kind());
      out.writeString(row.objectId());
      out.writeString(row.objectName());
      if (row.details().equals("{}")) {
        out.writeStartObject();
        out.writeEndObject();
      } else {
        out.writePOJO(JSON.readValue(row.details(), Map.class));
      }
      out.writeEndArray();
    }
    mac.update(before);
    return mac.doFinal(buffer.toByteArray());
  }

  private static void number(JsonGenerator out, @org.jspecify.annotations.Nullable Long value) {
    if (value == null) {
      out.writeNull();
    } else {
      out.writeNumber(value);
    }
  }

  /** What proves that the server itself wrote down how far a chain goes, or from where. */
  byte[] mac(String what, long chain, long seq, byte[] hash) {
    mac.update(what.getBytes(StandardCharsets.US_ASCII));
    mac.update(ByteBuffer.allocate(16).putLong(chain).putLong(seq).array());
    return mac.doFinal(hash);
  }
}
