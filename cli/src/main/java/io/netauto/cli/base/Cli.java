package io.netauto.cli.base;

import io.netauto.cli.config.Profile;
import io.netauto.cli.config.Profiles;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.Printable;
import io.netauto.cli.term.Terminal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What every command starts from. */
public final class Cli {
  private final Terminal terminal;
  private final Profiles profiles;
  private OutputFormat format = OutputFormat.TABLE;
  private @Nullable Server server;

  public Cli(Terminal terminal, Profiles profiles) {
    this.terminal = terminal;
    this.profiles = profiles;
  }

  public Terminal terminal() {
    return terminal;
  }

  public Profiles profiles() {
    return profiles;
  }

  public void format(OutputFormat format) {
    this.format = format;
  }

  public boolean json() {
    return format == OutputFormat.JSON;
  }

  /** The server one is logged in to. */
  public Server server() {
    if (server == null) {
      Profile profile = profiles.current();
      if (profile == null || profile.apiKey() == null) {
        throw new Failure(
            ExitCode.REFUSED,
            profile == null
                ? "Not logged in. Log in with: netauto login https://HOST:PORT"
                : "No API key for "
                    + profile.url()
                    + ". Log in with: netauto login "
                    + profile.url());
      }
      server = new Server(profile);
    }
    return server;
  }

  /** Shows a result: the document to a program, the text to a person. */
  public void show(JsonNode document, Supplier<String> text) {
    if (json()) {
      String json = Json.pretty(document);
      terminal.println(terminal.outIsTerminal() ? Printable.lines(json) : json);
    } else {
      terminal.println(Printable.lines(text.get()));
    }
  }

  /** Asks before something is lost; refuses when nobody can be asked. */
  public void confirm(boolean yes, String question) {
    if (yes) {
      return;
    }
    if (!terminal.canAsk()) {
      throw new Failure(
          ExitCode.USAGE, question + " Nobody can be asked here: repeat it with --yes.");
    }
    if (!terminal.confirms(question)) {
      throw new Failure(ExitCode.CANCELLED, "Nothing was changed.");
    }
  }
}
