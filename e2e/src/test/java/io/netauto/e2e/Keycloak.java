package io.netauto.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Keycloak as a process of its own, on loopback, with one realm in memory: a confidential client,
 * and people who have one password and are in groups, which the claim {@code groups} names by their
 * whole paths. Maven unpacks it into target/keycloak; its log is kept there. Before its first start
 * it is built for its options. Closing ends it.
 */
final class Keycloak implements AutoCloseable {
  static final String CLIENT = "netauto";

  /** Is in the group {@code /network/operators}. */
  static final String OLGA = "olga";

  /** Is in the group {@code /network/viewers}. */
  static final String VERA = "vera";

  /** Is in the group {@code /guests}. */
  static final String GUS = "gus";

  private static final Duration BUILD_LIMIT = Duration.ofMinutes(4);
  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final Pattern READY =
      Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)");

  /** Without what no login needs, since it makes the start longer. */
  private static final List<String> BUILD =
      List.of(
          "--db=dev-mem",
          "--features-disabled=admin,account,account-api,ciba,device-flow,par,kerberos,passkeys,"
              + "web-authn,organization,impersonation,persistent-user-sessions,"
              + "step-up-authentication");

  /** Ids are given, so that people are the same after a new start. */
  private static final String REALM =
      """
      {"realm": "netauto", "enabled": true,
       "clients": [{"id": "ID(netauto)", "clientId": "netauto", "secret": "SECRET",
         "redirectUris": ["https://localhost:*"],
         "attributes": {"pkce.code.challenge.method": "S256"},
         "protocolMappers": [{"name": "groups", "protocol": "openid-connect",
           "protocolMapper": "oidc-group-membership-mapper",
           "config": {"claim.name": "groups", "full.path": "true", "id.token.claim": "true"}}]}],
       "groups": [{"name": "network", "subGroups": [{"name": "operators"}, {"name": "viewers"}]},
         {"name": "guests"}],
       "users": [PERSON(olga, /network/operators), PERSON(vera, /network/viewers),
         PERSON(gus, /guests)]}
      """;

  private static final String PERSON =
      """
      {"id": "ID($1)", "username": "$1", "enabled": true, "email": "$1@example.org",
       "emailVerified": true, "firstName": "$1", "lastName": "Example", "groups": ["$2"],
       "credentials": [{"type": "password", "value": "PASSWORD"}]}\
      """;

  private final String secret = UUID.randomUUID().toString();
  private final String password = UUID.randomUUID().toString();
  private final String admin = UUID.randomUUID().toString();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Path log;
  private final Path realm;
  private @Nullable Process process;
  private @Nullable Thread hook;
  private URI address = URI.create("http://127.0.0.1:0");

  /** Starts it on a port that it chooses, and waits until it is ready. */
  static Keycloak start() {
    Keycloak keycloak = new Keycloak();
    try {
      keycloak.again();
    } catch (RuntimeException | AssertionError e) {
      keycloak.close();
      throw e;
    }
    return keycloak;
  }

  private Keycloak() {
    Path folder = Project.target().resolve("keycloak");
    home = unpacked(folder);
    log = folder.resolve("keycloak.log");
    realm = home.resolve("data/import/netauto-realm.json");
    try {
      Path built = folder.resolve("built-for");
      if (!Files.exists(built) || !Files.readString(built).equals(BUILD.toString())) {
        Command.of(command("build", BUILD).toArray()).within(BUILD_LIMIT).run().ok();
        Files.writeString(built, BUILD.toString());
      }
      Files.createDirectories(realm.getParent());
      Files.deleteIfExists(realm);
      Files.createFile(
          realm,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(realm, realm());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path unpacked(Path folder) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        return inside.filter(Files::isDirectory).findFirst().orElseThrow();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("No '" + folder + "': mvn verify unpacks it");
  }

  private String realm() {
    return Pattern.compile("ID\\((\\w+)\\)")
        .matcher(REALM.replaceAll("PERSON\\((\\w+), ([/\\w]+)\\)", PERSON))
        .replaceAll(name -> id(name.group(1)))
        .replace("SECRET", secret)
        .replace("PASSWORD", password);
  }

  private static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** As its own script runs it, without a shell between. */
  private List<String> command(String verb, List<String> options) {
    List<String> words = new ArrayList<>(List.of(Project.java().toString(), "-Xmx512m"));
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String open : List.of("java.util", "java.util.concurrent", "java.security")) {
      words.add("--add-opens=java.base/" + open + "=ALL-UNNAMED");
    }
    words.add(
        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");
    words.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    words.add("-Dpicocli.disable.closures=true");
    words.add("-Dkc.home.dir=" + home);
    words.add("-Djboss.server.config.dir=" + home.resolve("conf"));
    words.addAll(List.of("-cp", home.resolve("lib/quarkus-run.jar").toString()));
    words.addAll(List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint", verb));
    words.addAll(options);
    return words;
  }

  /**
   * Starts it, after {@link #kill} at the same address: the same people, and new keys to sign with.
   */
  void again() {
    List<String> options =
        List.of(
            "--optimized",
            "--import-realm",
            "--cache=local",
            "--hostname-strict=false",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + address.getPort());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command("start", options)).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("KC_"));
      builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
      builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", admin);
      Process started = builder.start();
      process = started;
      hook = new Thread(started::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(hook);
      started.getOutputStream().close();
      address = URI.create(Lines.of(started, log).await(READY, START_LIMIT).group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String issuer() {
    return address.resolve("/realms/netauto").toString();
  }

  /** Of the client. */
  String secret() {
    return secret;
  }

  /** Of each of the people. */
  String password() {
    return password;
  }

  /** Gives the client another secret. */
  void changeSecret(String to) {
    String path = "/clients/" + id(CLIENT);
    ObjectNode client = (ObjectNode) asAdmin("GET", path, "");
    asAdmin("PUT", path, client.put("secret", to).toString());
  }

  /** Takes a person out of one group into another. */
  void move(String person, String from, String to) {
    String groups = "/users/" + id(person) + "/groups/";
    asAdmin("DELETE", groups + group(from), "");
    asAdmin("PUT", groups + group(to), "");
  }

  private String group(String path) {
    return asAdmin("GET", "/group-by-path" + path, "").get("id").asString();
  }

  private JsonNode asAdmin(String method, String path, String body) {
    String form =
        "grant_type=password&client_id=admin-cli&username=admin&password="
            + URLEncoder.encode(admin, StandardCharsets.UTF_8);
    HttpRequest.Builder login =
        HttpRequest.newBuilder(address.resolve("/realms/master/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    String token = send(login).get("access_token").asString();
    return send(
        HttpRequest.newBuilder(address.resolve("/admin/realms/netauto" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(ANSWER_LIMIT).build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(
            "%s -> %d %s".formatted(request, answer.statusCode(), answer.body()));
      }
      return answer.body().isEmpty() ? Api.JSON.nullNode() : Api.JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted: " + request, e);
    }
  }

  /** It accepts connections and says nothing, until {@link #goOn}. */
  void hang() {
    signal("-STOP");
  }

  void goOn() {
    signal("-CONT");
  }

  private void signal(String name) {
    Command.of("kill", name, running().pid()).run().ok();
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("Not started");
    }
    return process;
  }

  /** Ends it at once. */
  void kill() {
    Process running = running();
    running.destroyForcibly();
    try {
      if (!running.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("Keycloak is not over: " + running.pid());
      }
      if (hook != null) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException e) {
      // this JVM is ending: the hook does its work
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while Keycloak ends", e);
    }
  }

  @Override
  public void close() {
    try (http) {
      if (process != null) {
        kill();
      }
      Files.deleteIfExists(realm);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
