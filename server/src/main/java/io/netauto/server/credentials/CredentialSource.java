package io.netauto.server.credentials;

import io.netauto.server.identity.CustomerId;
import java.util.Optional;

/** A place that holds secrets by name. */
public interface CredentialSource {

  /** The part before the colon of a reference. */
  String scheme();

  /** Why no secret can have this name, in words for the person who typed it. */
  Optional<String> problemWith(CustomerId customer, String name);

  Resolution resolve(CustomerId customer, String name);

  /**
   * Whether its secrets are the server's, so that a customer may use only those that were allowed
   * to it.
   */
  default boolean isOfTheServer() {
    return true;
  }

  /** The same name in one form, where it can be written in several. */
  default String canonical(String name) {
    return name;
  }
}
