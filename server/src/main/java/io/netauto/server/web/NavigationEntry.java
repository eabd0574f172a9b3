package io.netauto.server.web;

/**
 * A place in the navigation. A feature offers its own as a bean; those whose permission the viewer
 * lacks are not shown.
 *
 * @param group the heading that it stands under; empty for the first, which has none
 * @param icon the name of a symbol in icons.svg
 * @param key what comes after {@code g} on the keyboard to go there; empty for none
 * @param order lower comes first; groups come in the order of their first entry
 */
public record NavigationEntry(
    String group,
    String label,
    String path,
    String icon,
    String key,
    String permission,
    int order) {

  /** Whether a page of this path belongs to this entry. */
  public boolean covers(String page) {
    return page.equals(path) || (!path.equals("/") && page.startsWith(path + "/"));
  }
}
