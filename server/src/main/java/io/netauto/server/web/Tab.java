package io.netauto.server.web;

import gg.jte.Content;

/**
 * A tab that one feature adds to another's page of one thing, as a bean.
 *
 * @param <T> the thing
 */
public interface Tab<T> {
  /** Its name in the address. */
  String key();

  String label();

  /** What a viewer needs to see it. */
  String permission();

  /** Lower comes first; the page's own first tab has 0. */
  int order();

  Content content(T thing, Frame frame);
}
