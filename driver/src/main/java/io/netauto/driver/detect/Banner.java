package io.netauto.driver.detect;

import io.netauto.driver.Mark;
import io.netauto.driver.SessionListener;
import io.netauto.driver.Transcript;
import java.nio.charset.Charset;

/** Keeps the first lines that a device prints before its prompt is known. */
final class Banner implements SessionListener {
  private static final int MOST = 64 << 10;

  private final StringBuilder text = new StringBuilder();
  private final Transcript transcript;
  private boolean over;

  Banner(Charset charset) {
    transcript = new Transcript(charset, Transcript.State.initial(), line -> keep(line.text()));
  }

  private void keep(String line) {
    if (text.length() + line.length() < MOST) {
      text.append(line).append('\n');
    }
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    if (!over) {
      transcript.bytes(buffer, offset, length);
    }
  }

  @Override
  public void mark(Mark mark) {
    if (mark instanceof Mark.Ready) {
      over = true;
    }
  }

  /** The lines but those that are the prompt. */
  String text(String prompt) {
    StringBuilder lines = new StringBuilder();
    text.toString()
        .lines()
        .filter(line -> prompt.isEmpty() || !line.strip().equals(prompt.strip()))
        .forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }
}
