package io.netauto.server.web;

import jakarta.servlet.http.HttpServletResponse;

/** The headers by which browsers do nothing with our answers that they need not do. */
public final class SafeHeaders {
  /** The Content-Security-Policy of every answer: only what comes from this server, in files. */
  public static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /** How long browsers come by HTTPS only, in seconds: a year. */
  public static final int HTTPS_ONLY_FOR = 31_536_000;

  private SafeHeaders() {}

  /** Sets them where no filter of the security has: on an answer before those. */
  static void set(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Strict-Transport-Security", "max-age=" + HTTPS_ONLY_FOR);
    response.setHeader("Cache-Control", "no-store");
  }
}
