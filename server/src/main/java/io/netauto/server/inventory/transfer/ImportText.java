package io.netauto.server.inventory.transfer;

import io.netauto.server.web.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The text of a file.
 *
 * @param notices what was not as one would expect
 */
record ImportText(String text, String encoding, List<String> notices) {
  /** The most bytes of a file. */
  static final int MOST_BYTES = 32 << 20;

  /** By their first bytes. */
  private static final Map<String, byte[]> ARCHIVES =
      Map.of(
          "zip", new byte[] {'P', 'K', 3, 4},
          "gzip", new byte[] {0x1f, (byte) 0x8b},
          "xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z'},
          "bzip2", new byte[] {'B', 'Z', 'h'},
          "7-zip", new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf},
          "zstd", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
          "rar", new byte[] {'R', 'a', 'r', '!'});

  /** The text of these bytes, by their mark, else as UTF-8, else as Latin-1. */
  static ImportText of(byte[] file) {
    if (file.length > MOST_BYTES) {
      throw refused("A file has at most %d MB. Split it.".formatted(MOST_BYTES >> 20));
    }
    ARCHIVES.forEach(
        (name, magic) -> {
          if (begins(file, magic)) {
            throw refused(
                "This is an archive (%s), or a spreadsheet's own file. Unpack it, or save it as CSV."
                    .formatted(name));
          }
        });
    if (begins(file, new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf})) {
      return decoded(file, 3, StandardCharsets.UTF_8, "UTF-8 with a mark");
    }
    if (begins(file, new byte[] {(byte) 0xff, (byte) 0xfe})) {
      return decoded(file, 2, StandardCharsets.UTF_16LE, "UTF-16");
    }
    if (begins(file, new byte[] {(byte) 0xfe, (byte) 0xff})) {
      return decoded(file, 2, StandardCharsets.UTF_16BE, "UTF-16");
    }
    for (int i = 0; i < file.length; i++) {
      if (file[i] == 0) {
        throw refused(
            "This is not a text file: it holds a byte 0 at %,d. Save it as UTF-8.".formatted(i));
      }
    }
    try {
      return decoded(file, 0, StandardCharsets.UTF_8, "UTF-8");
    } catch (ProblemException e) {
      List<String> notices = new ArrayList<>();
      notices.add(
          "The file is not UTF-8; it was read as Latin-1 (ISO 8859-1). Look at names with"
              + " accents.");
      return new ImportText(new String(file, StandardCharsets.ISO_8859_1), "ISO-8859-1", notices);
    }
  }

  private static ImportText decoded(byte[] file, int skip, Charset charset, String name) {
    try {
      return new ImportText(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(file, skip, file.length - skip))
              .toString(),
          name,
          new ArrayList<>());
    } catch (CharacterCodingException e) {
      throw refused("The file says that it is %s, and is not. Save it as UTF-8.".formatted(name));
    }
  }

  private static boolean begins(byte[] file, byte[] with) {
    return file.length >= with.length
        && java.util.Arrays.equals(file, 0, with.length, with, 0, with.length);
  }

  static ProblemException refused(String message) {
    return new ProblemException(ProblemException.Kind.INVALID, "file_refused", message);
  }
}
