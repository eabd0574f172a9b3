package io.netauto.simulator.recording;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer in the making: texts, pauses and waits for a key, cut into pieces at the end. */
final class Script {
  private static final Pattern LINE_END = Pattern.compile("\r*+\n");
  private static final int MOST_PIECES = 300;

  private final List<Act> acts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final Chaos chaos;
  private final Random random;
  private final String lineEnd;
  private Duration pause = Duration.ZERO;
  private int size;

  /**
   * @param lineEnd what all lines end in; empty to leave them as they are
   */
  Script(Chaos chaos, Random random, String lineEnd) {
    this.chaos = chaos;
    this.random = random;
    this.lineEnd = lineEnd;
    this.size = pieceSize();
  }

  private int pieceSize() {
    if (random.nextDouble() >= chaos.pieces()) {
      return Integer.MAX_VALUE;
    }
    if (random.nextDouble() < chaos.bytewise()) {
      return 1;
    }
    return new int[] {3, 16, 64, 512}[random.nextInt(4)];
  }

  Script text(String more) {
    text.append(more);
    return this;
  }

  /** A wait; what follows is a piece of its own. */
  Script pause(Duration wait) {
    if (!wait.isZero()) {
      cut();
      pause = pause.plus(wait);
    }
    return this;
  }

  Script awaitKey() {
    cut();
    acts.add(new Act.AwaitKey());
    return this;
  }

  List<Act> acts() {
    cut();
    return List.copyOf(acts);
  }

  private void cut() {
    if (text.isEmpty()) {
      return;
    }
    String all =
        lineEnd.isEmpty()
            ? text.toString()
            : LINE_END.matcher(text).replaceAll(Matcher.quoteReplacement(lineEnd));
    text.setLength(0);
    byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
    int most = size == Integer.MAX_VALUE ? size : Math.max(size, bytes.length / MOST_PIECES + 1);
    int at = 0;
    while (at < bytes.length) {
      int length = most == Integer.MAX_VALUE ? bytes.length : 1 + random.nextInt(most);
      int end = (int) Math.min(bytes.length, (long) at + length);
      acts.add(new Act.Send(Arrays.copyOfRange(bytes, at, end), at == 0 ? first() : between()));
      at = end;
    }
  }

  private Duration first() {
    Duration wait = pause;
    pause = Duration.ZERO;
    return wait;
  }

  private Duration between() {
    if (random.nextDouble() < chaos.pauses()) {
      return longPause(random);
    }
    return random.nextInt(3) > 0 ? Duration.ZERO : Duration.ofNanos(random.nextInt(2_000_000));
  }

  static Duration longPause(Random random) {
    return Duration.ofMillis(30 + random.nextInt(51));
  }
}
