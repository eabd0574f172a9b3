package io.netauto.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest; {@code development} outside of one. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"netauto " + (version == null ? "development" : version)};
  }
}
