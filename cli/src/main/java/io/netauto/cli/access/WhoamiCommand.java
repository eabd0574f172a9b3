package io.netauto.cli.access;

import io.netauto.cli.base.Cli;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.Details;
import java.util.ArrayList;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
    name = "whoami",
    header = "Show who is logged in, where, and what they may do.",
    footerHeading = "%nExamples:%n",
    footer = {"  netauto whoami", "  netauto whoami --output json"})
public final class WhoamiCommand implements Runnable {
  private final Cli cli;

  public WhoamiCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public void run() {
    JsonNode me = cli.server().get("/auth/me");
    if (cli.json()) {
      cli.show(me, () -> "");
      return;
    }
    var customers = new ArrayList<String>();
    me.path("customers")
        .forEach(c -> customers.add(c.isObject() ? Json.text(c, "name") : Json.text(c)));
    cli.terminal()
        .print(
            new Details()
                .add("user", Json.text(me, "username"))
                .add("role", Json.text(me, "role"))
                .add("superuser", me.path("superuser").asBoolean(false) ? "yes" : "no")
                .add("customer", Json.text(me.path("customer"), "name"))
                .add("customers", String.join(", ", customers))
                .add("permissions", String.join(", ", Json.texts(me.path("permissions"))))
                .add("server", cli.server().url().toString()));
  }
}
