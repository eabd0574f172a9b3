package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Passwords of breaches, in a file of the operator as Have I Been Pwned gives it away: lines of a
 * SHA-1 in hexadecimal, a colon and a count, ordered by the hash. A search reads some forty lines,
 * however large the file is. Without a file none is known. Thread-safe.
 */
@Component
class BreachedPasswords {
  private static final Logger log = LoggerFactory.getLogger(BreachedPasswords.class);
  private static final int HASH = 40;
  private static final Pattern LINE = Pattern.compile("[0-9A-Fa-f]{40}(:\\d+)?\\s*");

  private final @Nullable Path file;

  BreachedPasswords(@Value("${netauto.logins.breached-passwords:}") String file)
      throws IOException {
    this.file = file.isBlank() ? null : Path.of(file);
    if (this.file != null) {
      check(this.file);
    }
  }

  private static void check(Path file) throws IOException {
    String first = null;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      first = in.readLine();
    } catch (IOException e) {
      throw new IOException(
          "NET_AUTO_BREACHED_PASSWORDS: the file \"%s\" cannot be read.".formatted(file), e);
    }
    if (first == null || !LINE.matcher(first).matches()) {
      throw new IllegalArgumentException(
          "NET_AUTO_BREACHED_PASSWORDS: the first line of \"%s\" is no SHA-1 in hexadecimal with a"
                  .formatted(file)
              + " count. Use the file of SHA-1 hashes that is ordered by hash.");
    }
  }

  /** Why this cannot be a password; empty when it is not known of a breach. */
  Optional<String> problemWith(String password) {
    Path in = file;
    if (in == null
        || Stream.of(password, Normalizer.normalize(password, Normalizer.Form.NFKC))
            .distinct()
            .noneMatch(each -> contains(in, hash(each)))) {
      return Optional.empty();
    }
    return Optional.of(
        "This password is known from a breach of another service. Take one that is used nowhere"
            + " else.");
  }

  private static String hash(String password) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().withUpperCase().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean contains(Path file, String hash) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long low = 0;
      long high = in.length();
      while (low < high) {
        long middle = (low + high) >>> 1;
        in.seek(Math.max(0, middle - 1));
        if (middle > 0) {
          in.readLine(); // the rest of the line before
        }
        long start = in.getFilePointer();
        String line = start < high ? in.readLine() : null;
        int order = line == null ? -1 : hash.compareTo(hashOf(line));
        if (order == 0) {
          return true;
        }
        if (order < 0) {
          high = middle;
        } else {
          low = in.getFilePointer();
        }
      }
      return false;
    } catch (IOException e) {
      log.error("The file of breached passwords cannot be read: {}", e.toString());
      throw ProblemException.unavailable(
          "breached_passwords_unreadable",
          "The server cannot read its list of breached passwords, so no password can be set now."
              + " Its log says more.",
          Duration.ofMinutes(5));
    }
  }

  private static String hashOf(String line) {
    return line.substring(0, Math.min(HASH, line.length())).toUpperCase(Locale.ROOT);
  }
}
