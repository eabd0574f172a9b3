package io.netauto.server.web;

import gg.jte.Content;

/**
 * A part that one feature puts on the first tab of another's page of one thing, as a bean.
 *
 * @param <T> the thing
 */
public interface Panel<T> {
  /** What a viewer needs to see it. */
  String permission();

  Content content(T thing, Frame frame);
}
