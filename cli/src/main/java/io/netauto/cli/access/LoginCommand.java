package io.netauto.cli.access;

import io.netauto.cli.base.Cli;
import io.netauto.cli.config.ApiKey;
import io.netauto.cli.config.Profile;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.Details;
import io.netauto.cli.term.When;
import io.netauto.cli.tls.Fingerprint;
import io.netauto.cli.tls.UntrustedCertificate;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "login",
    header = "Log in to a server and keep an API key for it.",
    description = {
      "Asks for user name and password, and for the code of the second factor where there is one,"
          + " gets an API key for them and keeps address, key and the"
          + " trusted certificate's fingerprint in a file that only you can read. The password is"
          + " not kept.",
      "A certificate that no known CA signed is shown and asked about once, and pinned from then"
          + " on: when it changes, every command stops."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto login",
      "  netauto login https://netauto.example.net:8443",
      "  netauto login https://10.0.0.5:8443 --username ops --password-stdin --fingerprint"
          + " SHA256:3F:… < password.txt"
    })
public final class LoginCommand implements Runnable {
  private static final String DEFAULT_URL = "https://localhost:8443";

  private final Cli cli;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "The server (default: the one of the last login, else " + DEFAULT_URL + ").")
  @Nullable String url;

  @Option(names = "--username", paramLabel = "NAME", description = "Instead of being asked.")
  @Nullable String username;

  @Option(names = "--password-stdin", description = "Read the password from standard input.")
  boolean passwordFromStdin;

  @Option(
      names = "--totp",
      paramLabel = "CODE",
      description = "The code of the second factor, or a recovery code; asked for when needed.")
  @Nullable String totp;

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA256:…",
      description = "Trust exactly the certificate with this fingerprint, without being asked.")
  @Nullable Fingerprint fingerprint;

  @Option(
      names = "--trust",
      description = "Trust the certificate the server shows now, if none is pinned yet.")
  boolean trust;

  @Option(names = "--key-name", paramLabel = "NAME", description = "What to call the API key.")
  @Nullable String keyName;

  public LoginCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public void run() {
    Profile before = cli.profiles().stored();
    URI address = address(before);
    if (address.getScheme().equals("http") && !isLoopback(address)) {
      throw new Failure(
          ExitCode.USAGE,
          "Over http the password would cross the network in clear. Use https: "
              + address.toString().replaceFirst("http", "https"));
    }
    Profile trusted = new Profile(address, null, pin(address, before));
    UntrustedCertificate unknown = new Server(trusted).unknownCertificate();
    if (unknown != null) {
      askToTrust(address, unknown);
      trusted = new Profile(address, null, unknown.found());
    }
    var request = Json.object();
    request.put("username", username());
    request.put("password", password());
    request.put("name", keyName == null ? "netauto on " + thisMachine() : keyName);
    JsonNode answer = token(new Server(trusted), request);
    var key = new ApiKey(Json.text(answer, "apiKey"));
    cli.profiles().save(new Profile(address, key, trusted.fingerprint()));
    String user = Json.text(answer.path("user"), "username");
    var result = Json.object();
    result.put("url", address.toString()).put("username", user);
    result.put("config", cli.profiles().file().toString());
    cli.show(result, () -> "Logged in to " + address + " as " + user + ".");
  }

  private JsonNode token(Server server, ObjectNode request) {
    if (totp != null) {
      request.put("totp", totp);
    }
    try {
      return server.post("/auth/token", request);
    } catch (Failure e) {
      if (!e.code().equals("second_factor_needed") || totp != null) {
        throw e;
      }
      if (!cli.terminal().canAsk()) {
        throw new Failure(
            e.exitCode(), "This account has a second factor: repeat with --totp CODE.", e);
      }
      request.put("totp", cli.terminal().prompt().secret("Code of the second factor: ").strip());
      return server.post("/auth/token", request);
    }
  }

  private URI address(@Nullable Profile before) {
    if (url != null) {
      try {
        return Profile.parseUrl(url);
      } catch (IllegalArgumentException e) {
        throw new Failure(ExitCode.USAGE, e.getMessage() + ".", e);
      }
    }
    URI fromEnvironment = cli.profiles().urlOfEnvironment();
    if (fromEnvironment != null) {
      return fromEnvironment;
    }
    return before == null ? URI.create(DEFAULT_URL) : before.url();
  }

  private @Nullable Fingerprint pin(URI address, @Nullable Profile before) {
    if (fingerprint != null) {
      return fingerprint;
    }
    return before != null && before.url().equals(address)
        ? before.fingerprint()
        : cli.profiles().fingerprintOfEnvironment();
  }

  private static boolean isLoopback(URI address) {
    String host = address.getHost();
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private void askToTrust(URI address, UntrustedCertificate unknown) {
    var certificate = unknown.certificate();
    var terminal = cli.terminal();
    if (!trust && !terminal.canAsk()) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          "The certificate of "
              + address
              + " is not signed by a known CA.\n  fingerprint  "
              + unknown.found()
              + "\nWhen that is right, repeat with --fingerprint "
              + unknown.found(),
          unknown);
    }
    terminal.error("The certificate of " + address + " is not signed by a known CA:");
    terminal.error(
        new Details("  ")
            .add("subject", certificate.getSubjectX500Principal().getName())
            .add("issuer", certificate.getIssuerX500Principal().getName())
            .add("valid until", When.at(certificate.getNotAfter().toInstant()))
            .add("fingerprint", unknown.found().toString()));
    if (!trust
        && !terminal.confirms("Is this your server's, and shall it be trusted from now on?")) {
      throw new Failure(ExitCode.CANCELLED, "Not trusted; nothing was sent.");
    }
  }

  private String username() {
    if (username != null) {
      return username;
    }
    requireTerminal("--username");
    return cli.terminal().prompt().line("User name: ").strip();
  }

  private String password() {
    if (passwordFromStdin) {
      return cli.terminal().readLine();
    }
    requireTerminal("--password-stdin");
    return cli.terminal().prompt().secret("Password: ");
  }

  private void requireTerminal(String option) {
    if (!cli.terminal().canAsk()) {
      throw new Failure(ExitCode.USAGE, "Nobody can be asked here: use " + option + ".");
    }
  }

  private static String thisMachine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed machine";
    }
  }
}
