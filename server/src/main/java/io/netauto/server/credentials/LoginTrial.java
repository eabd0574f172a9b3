package io.netauto.server.credentials;

import io.netauto.server.identity.Actor;

/** Tries a credential on a device, as a run would. The feature that runs does. */
public interface LoginTrial {

  /**
   * How it ended.
   *
   * @param ok whether the device showed its prompt
   * @param code {@code ok}, or a stable code of the cause
   * @param summary what happened, in words
   * @param expected what was waited for; may be empty
   * @param lastBytes what the device sent last; may be empty
   * @param advice what to do; empty when it went well
   */
  record Result(
      boolean ok,
      String code,
      String hostname,
      String summary,
      String expected,
      String lastBytes,
      String advice,
      long milliseconds) {}

  /**
   * Logs in to a device of the actor's customer and out again, through the same pace and stop of
   * logins as runs.
   *
   * @param device its hostname or number
   */
  Result tryLogin(Actor actor, String credRef, String device);
}
