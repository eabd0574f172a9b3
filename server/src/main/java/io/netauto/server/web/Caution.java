package io.netauto.server.web;

import java.util.Optional;

/**
 * Something wrong with how this server is set up, told by a feature as a bean to the administrators
 * of the server, on the dashboard and the pages of the settings.
 */
public interface Caution {
  /** What is wrong and what to do; empty where nothing is. */
  Optional<String> words();
}
