package io.netauto.cli;

import io.netauto.cli.base.Cli;
import io.netauto.cli.config.Profiles;
import io.netauto.cli.term.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Map<String, String> env = System.getenv();
    var places = new ArrayList<Path>();
    places.add(Path.of(""));
    String repository = System.getProperty("netauto.home", "");
    if (!repository.isEmpty()) {
      places.add(Path.of(repository));
    }
    var profiles = new Profiles(env, Path.of(System.getProperty("user.home")), places);
    var cli = new Cli(Terminal.system(env), profiles);
    boolean debug = env.getOrDefault("NETAUTO_DEBUG", "").equals("1");
    System.exit(Netauto.commandLine(cli, debug).execute(args));
  }
}
