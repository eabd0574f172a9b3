package io.netauto.server.runs;

import io.netauto.driver.Transcript;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a session's clean output, line by line: equal for devices that answer the same,
 * whatever their prompts and pagers. Not safe for use by several threads.
 */
final class OutputSum implements Transcript.Sink {
  private final MessageDigest digest;

  OutputSum() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  @Override
  public void plain(
      long number, int command, Transcript.Part part, byte[] buffer, int offset, int length) {
    if (part == Transcript.Part.OUTPUT) {
      digest.update(buffer, offset, length);
      digest.update((byte) '\n');
    }
  }

  @Override
  public void line(Transcript.Line line) {
    if (line.part() == Transcript.Part.OUTPUT) {
      digest.update(line.text().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
    }
  }

  byte[] digest() {
    return digest.digest();
  }
}
