package io.netauto.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The styles, scripts and icons of the pages. Their folder is named by a hash of all of them, so
 * that browsers keep them for ever and never mix two versions.
 */
public record Assets(String version) {
  static final String ROOT = "/assets/";

  /** The ones that the build put on the class path. */
  static Assets built() {
    try (InputStream version = Assets.class.getResourceAsStream("/static/assets/version")) {
      if (version == null) {
        throw new IllegalStateException(
            "The pages' styles and scripts are missing: src/main/frontend/build did not run.");
      }
      return new Assets(new String(version.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of a file, such as {@code app.css}. */
  public String path(String name) {
    return ROOT + version + "/" + name;
  }
}
