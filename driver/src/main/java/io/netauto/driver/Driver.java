package io.netauto.driver;

import io.netauto.driver.platform.Platform;

/**
 * Opens sessions. One driver serves thousands of sessions of any platform at once and is safe for
 * use by many threads; nothing that one session asks for changes another.
 */
public interface Driver extends AutoCloseable {

  /**
   * Connects, logs in, learns the prompt and runs the platform's set-up steps. Blocks the calling
   * thread (a virtual one by preference) until the session is ready or a limit of the options is
   * reached; an interrupt of the thread ends it as {@link Failure.Cause#CANCELLED}.
   */
  OpenResult open(
      Target target,
      Login login,
      Platform platform,
      HostKeys hostKeys,
      SessionOptions options,
      SessionListener listener);

  /** Closes every session that is still open. */
  @Override
  void close();
}
