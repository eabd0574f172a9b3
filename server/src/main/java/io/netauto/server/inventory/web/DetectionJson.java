package io.netauto.server.inventory.web;

import io.netauto.driver.Failure;
import io.netauto.driver.detect.Detected;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.inventory.DetectPlatform.Finding;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for which platform.
 *
 * @param best null when no platform is clear
 * @param commands what was run on the device
 * @param stoppedBy null when nothing stopped it
 * @param hostKey null when the device showed none
 */
public record DetectionJson(
    @Nullable String best,
    List<Candidate> candidates,
    List<String> commands,
    @Nullable Stop stoppedBy,
    @Nullable Key hostKey) {

  /**
   * @param score 1 to 100
   */
  public record Candidate(String platform, String name, int score, List<Piece> evidence) {}

  /**
   * @param in ident, banner, prompt or output
   * @param command whose output it is; empty unless it was found in one
   */
  public record Piece(String in, String command, String line, String pattern, int points) {}

  public record Stop(String code, String summary, String advice) {}

  public record Key(String algorithm, String fingerprint) {}

  static DetectionJson of(Finding finding, Platforms platforms) {
    Detected detected = finding.detected();
    Failure failure = detected.stoppedBy();
    var key = finding.hostKey();
    return new DetectionJson(
        detected.best().map(Detected.Candidate::platform).orElse(null),
        detected.candidates().stream()
            .map(
                c ->
                    new Candidate(
                        c.platform(),
                        platforms.find(c.platform()).map(Platform::name).orElse(c.platform()),
                        c.score(),
                        c.evidence().stream().map(DetectionJson::piece).toList()))
            .toList(),
        detected.commands(),
        failure == null
            ? null
            : new Stop(
                failure.cause().name().toLowerCase(Locale.ROOT),
                failure.summary(),
                failure.advice()),
        key == null ? null : new Key(key.algorithm(), key.fingerprint()));
  }

  private static Piece piece(Detected.Found f) {
    return new Piece(
        f.where().name().toLowerCase(Locale.ROOT), f.command(), f.line(), f.pattern(), f.points());
  }

  /** Whether a person can go on by comparing the host key. */
  public boolean asksForHostKey() {
    return stoppedBy != null && stoppedBy.code().equals("host_key_unknown") && hostKey != null;
  }
}
