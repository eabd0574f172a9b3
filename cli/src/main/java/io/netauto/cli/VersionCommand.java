package io.netauto.cli;

import io.netauto.cli.base.Cli;
import io.netauto.cli.server.Json;
import picocli.CommandLine.Command;

@Command(name = "version", header = "Show the version.")
final class VersionCommand implements Runnable {
  private final Cli cli;

  VersionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public void run() {
    String version = new Version().getVersion()[0];
    cli.show(Json.object().put("version", version.replace("netauto ", "")), () -> version);
  }
}
