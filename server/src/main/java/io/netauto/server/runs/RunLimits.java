package io.netauto.server.runs;

import io.netauto.driver.Algorithms;
import io.netauto.driver.SessionOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The time limits of sessions, {@code netauto.session.*} in the settings.
 *
 * @param connect for the TCP connection
 * @param handshake for the SSH greeting and key exchange
 * @param login for the authentication
 * @param prompt for the first prompt and each set-up step
 * @param silence the longest time without a byte while a command runs
 * @param command the longest time of one command in all
 * @param idle how long a session is kept open for the next run; zero to keep none
 */
@ConfigurationProperties("netauto.session")
record RunLimits(
    Duration connect,
    Duration handshake,
    Duration login,
    Duration prompt,
    Duration silence,
    Duration command,
    Duration idle) {

  SessionOptions options() {
    SessionOptions defaults = SessionOptions.defaults();
    return new SessionOptions(
        connect,
        handshake,
        login,
        prompt,
        silence,
        command,
        defaults.columns(),
        defaults.rows(),
        0,
        StandardCharsets.UTF_8,
        Algorithms.modern());
  }
}
