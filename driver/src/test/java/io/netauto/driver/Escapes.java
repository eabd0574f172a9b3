package io.netauto.driver;

import io.netauto.driver.transport.Replay;

/** Bytes written as text: \r \n \t \b \a \0 \e \\ and \xNN. */
public final class Escapes {
  private Escapes() {}

  public static byte[] bytes(String escaped) {
    return Replay.bytes(escaped);
  }
}
