package io.netauto.server.credentials;

import java.util.Optional;

/** A place that holds secrets by name. */
public interface CredentialSource {

  /** The part before the colon of a reference. */
  String scheme();

  /** Why no secret can have this name, in words for the person who typed it. */
  Optional<String> problemWith(String name);

  Resolution resolve(String name);
}
