package io.netauto.server.audit;

import java.time.Instant;
import java.util.HexFormat;

/**
 * How far a chain goes. Kept outside the database, it proves later that nothing up to there was
 * changed or removed.
 *
 * @param chain the number of the customer; 0 for rows of no customer
 * @param customer its name; empty for no customer
 * @param hash in hexadecimal
 */
public record AuditHead(long chain, String customer, long seq, String hash, Instant sealedAt) {

  /** A head that was exported before: {@code chain:seq:hash}. */
  public record Exported(long chain, long seq, String hash) {
    public static Exported parse(String text) {
      String[] parts = text.split(":", -1);
      try {
        if (parts.length == 3) {
          byte[] hash = HexFormat.of().parseHex(parts[2]);
          if (hash.length == 32) {
            return new Exported(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
          }
        }
      } catch (IllegalArgumentException e) {
        // Told below.
      }
      throw io.netauto.server.web.ProblemException.invalid(
          "head", "\"%s\" is not a head: write chain:seq:hash.".formatted(text));
    }
  }
}
