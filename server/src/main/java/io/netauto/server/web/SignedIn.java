package io.netauto.server.web;

import java.util.Optional;

/** Knows whom the page of this request is for; filled by the module that knows people. */
public interface SignedIn {
  /** Empty where nobody is logged in. */
  Optional<Viewer> viewer();
}
