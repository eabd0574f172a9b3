package io.netauto.cli.config;

/** An API key, whose {@link #toString()} is {@code ***}. */
public record ApiKey(String value) {
  /** In clear; for the request's header and the configuration file only. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
