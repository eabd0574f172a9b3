package io.netauto.server.identity.web;

import io.netauto.server.web.Viewer;
import java.util.List;

/**
 * The customers that a person may switch to.
 *
 * @param more whether there are more than are shown
 * @param part whether only the menu's content is wanted
 * @param from the page that the menu is on
 */
public record CustomerChoicesPage(
    List<Viewer.Choice> choices, String text, boolean more, boolean part, String from) {
  public CustomerChoicesPage {
    choices = List.copyOf(choices);
  }
}
