package io.netauto.simulator.recording;

/**
 * What a bad way between device and client does to a session. All that is random comes from the
 * seed: the same seed, device and input give the same bytes in the same pieces.
 *
 * @param seed zero for no chaos at all
 * @param pieces how likely an answer is cut into pieces
 * @param bytewise how likely such an answer comes byte by byte
 * @param pauses how likely a pause of 30 to 80 ms is, at each piece, and ten times as likely behind
 *     what looks like a prompt
 * @param logLines how likely a log line is, at each line of output and behind each prompt
 * @param noise how likely control characters and colours without meaning are, at each line
 * @param banner how likely a banner full of prompts is
 * @param pages how likely a pager's prompt is, before the prompt and in mid-output
 * @param wraps how likely a long echo is wrapped
 * @param lineEnds how likely all lines of a connection end in another way than recorded
 */
public record Chaos(
    long seed,
    double pieces,
    double bytewise,
    double pauses,
    double logLines,
    double noise,
    double banner,
    double pages,
    double wraps,
    double lineEnds) {

  public Chaos {
    for (double each :
        new double[] {pieces, bytewise, pauses, logLines, noise, banner, pages, wraps, lineEnds}) {
      if (!(each >= 0 && each <= 1)) {
        throw new IllegalArgumentException("Not between 0 and 1: " + each);
      }
    }
  }

  /** Bytes as recorded, at once. */
  public static Chaos none() {
    return new Chaos(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Every kind of chaos, each in a good part of all sessions. */
  public static Chaos usual(long seed) {
    return seed == 0 ? none() : new Chaos(seed, 0.9, 0.15, 0.02, 0.03, 0.04, 0.7, 0.15, 0.4, 0.5);
  }

  public boolean isNone() {
    return seed == 0;
  }
}
