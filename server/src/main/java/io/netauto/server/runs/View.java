package io.netauto.server.runs;

/** Which lines of a run are wanted: the whole session, or the commands' own output only. */
public enum View {
  SESSION,
  OUTPUT
}
