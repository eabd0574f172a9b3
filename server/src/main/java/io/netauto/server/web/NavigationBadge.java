package io.netauto.server.web;

import java.util.Optional;

/**
 * A number beside an entry of the navigation, offered by a feature as a bean. It is asked for each
 * whole page, on the thread that makes it.
 */
public interface NavigationBadge {
  /** The path of the entry. */
  String path();

  /** For who is logged in; empty where there is nothing to say, or no right to know. */
  Optional<Badge> badge();

  /**
   * @param number as it is shown
   * @param words as it is read out: {@code 3 events to look at}
   */
  record Badge(String number, String words) {}
}
