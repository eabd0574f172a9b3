package io.netauto.server.runs;

import io.netauto.server.credentials.Sealing;
import io.netauto.server.identity.CustomerId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Output as it is stored: compressed, since PostgreSQL cannot compress it any more, and sealed with
 * the customer's key, bound to its run and its place in it. Thread-safe.
 */
@Component
class SealedOutput {
  /** Less than this is not worth compressing. */
  private static final int COMPRESSED_FROM = 1 << 10;

  private static final byte PLAIN = 0;
  private static final byte DEFLATED = 1;

  private final Sealing sealing;

  SealedOutput(Sealing sealing) {
    this.sealing = sealing;
  }

  /** Whether there is a key to seal with; without one, output is stored as it is. */
  boolean isOn() {
    return sealing.available();
  }

  byte[] seal(CustomerId customer, RunId run, int seq, byte[] data) {
    return sealing.seal(customer, purpose(run, seq), packed(data));
  }

  byte[] open(CustomerId customer, RunId run, int seq, byte[] sealed) {
    return unpacked(sealing.open(customer, purpose(run, seq), sealed));
  }

  /** The last words of a run that failed. */
  byte @Nullable [] sealWords(CustomerId customer, RunId run, String words) {
    return words.isEmpty() || !isOn()
        ? null
        : sealing.seal(customer, wordsOf(run), words.getBytes(StandardCharsets.UTF_8));
  }

  String openWords(CustomerId customer, RunId run, byte[] sealed) {
    return new String(sealing.open(customer, wordsOf(run), sealed), StandardCharsets.UTF_8);
  }

  private static String purpose(RunId run, int seq) {
    return "run-output/" + run + "/" + seq;
  }

  private static String wordsOf(RunId run) {
    return "run-last-words/" + run;
  }

  static byte[] packed(byte[] data) {
    if (data.length >= COMPRESSED_FROM) {
      byte[] room = new byte[data.length + 1];
      room[0] = DEFLATED;
      try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
        deflater.setInput(data);
        deflater.finish();
        int length = deflater.deflate(room, 1, data.length);
        if (deflater.finished() && length < data.length) {
          return java.util.Arrays.copyOf(room, length + 1);
        }
      }
    }
    byte[] plain = new byte[data.length + 1];
    plain[0] = PLAIN;
    System.arraycopy(data, 0, plain, 1, data.length);
    return plain;
  }

  static byte[] unpacked(byte[] packed) {
    if (packed[0] == PLAIN) {
      return java.util.Arrays.copyOfRange(packed, 1, packed.length);
    }
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed, 1, packed.length - 1);
      ByteArrayOutputStream data = new ByteArrayOutputStream(4 * packed.length);
      byte[] piece = new byte[8 << 10];
      while (!inflater.finished()) {
        int length = inflater.inflate(piece);
        if (length == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new IllegalStateException("A piece of output ends too early.");
        }
        data.write(piece, 0, length);
      }
      return data.toByteArray();
    } catch (DataFormatException e) {
      throw new IllegalStateException("A piece of output cannot be unpacked.", e);
    }
  }
}
