package io.netauto.server.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.identity.Permission;
import io.netauto.server.identity.Role;
import io.netauto.server.testing.ServerTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Every endpoint, page, stream and socket that the server has, tried by nobody, each role and the
 * administrator of another customer. What each role may do is written down in docs/rights.md; a new
 * one that is not there fails the build: look at what it says, then write it with {@code
 * -Drights.write=true}.
 */
class DoorsTest extends ServerTest {
  private static final Path TABLE = Path.of("..", "docs", "rights.md");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Ends the caller's session, or is tried by tests of its own. */
  private static final Set<String> NOT_TRIED = Set.of("POST /account/password");

  /**
   * The same for all customers, such as names of platforms; or of one person whatever the customer:
   * sessions, which {@code BrowserSessionsTest} tries to end from another account.
   */
  private static final Set<String> COMMON = Set.of("platforms", "sessions");

  /** So that nothing that is tried here disturbs other tests, or is disturbed by them. */
  @DynamicPropertySource
  static void ownDatabase(DynamicPropertyRegistry settings) {
    own(settings, startPostgres("rights"));
  }

  @Autowired private ApplicationContext server;

  private static final Map<String, Tenant> TENANTS = new HashMap<>();

  /** Two customers, the first of them with a thing of every kind. */
  private Tenant tenant() {
    return TENANTS.computeIfAbsent(
        "alpha",
        mark -> {
          Client admin = adminOfAnotherCustomer();
          long customer =
              admin.get("/api/v1/auth/me").with(200).path("customer").path("id").asLong();
          return Tenant.fill(jdbc, customer, "alphaonly", admin);
        });
  }

  private JsonNode api() {
    return admin().get("/api/v1/openapi.json").with(200);
  }

  private static String absent(String kind, String variable) {
    return COMMON.contains(kind) ? "frr" : kind.equals("stopped") ? "env:NOBODY" : "999999999";
  }

  // ---- who may

  @Test
  void each_role_may_do_what_the_rights_table_says() throws IOException {
    Map<String, Client> people = new LinkedHashMap<>();
    people.put("nobody", nobody());
    for (String role : List.of("viewer", "operator", "admin")) {
      people.put(role, as(role));
    }
    people.put("superuser", admin());
    // Those who may less ask for things that are there; those who may all, for things that are not.
    Tenant own = Tenant.fill(jdbc, 1, "ownonly", admin());
    JsonNode api = api();
    SampleBody real = new SampleBody(api, name -> idFor(own, name));
    SampleBody nothing = new SampleBody(api, name -> idFor(own, name) == null ? null : "999999999");
    List<Door> doors = Door.all(server);
    Map<Door, StringBuilder> lines = new TreeMap<>();
    for (Map.Entry<String, Client> person : people.entrySet()) {
      boolean all = List.of("admin", "superuser").contains(person.getKey());
      for (Door door : doors.stream().sorted(Comparator.comparing(Door::ends)).toList()) {
        String path =
            door.with((kind, variable) -> all ? absent(kind, variable) : id(own, kind, variable));
        boolean may =
            NOT_TRIED.contains(door.toString())
                ? !person.getKey().equals("nobody")
                : isLetIn(person.getValue(), door, path, (all ? nothing : real).of(door));
        lines.computeIfAbsent(door, none -> new StringBuilder()).append(may ? " yes |" : " - |");
      }
    }
    StringBuilder table = new StringBuilder(introduction());
    lines.forEach((door, line) -> table.append("| `%s` |%s%n".formatted(door, line)));
    if (Boolean.getBoolean("rights.write")) {
      Files.writeString(TABLE, table);
    }
    assertThat(table.toString())
        .as("docs/rights.md: read the difference, then write it with -Drights.write=true")
        .isEqualTo(Files.readString(TABLE));
  }

  private boolean isLetIn(Client who, Door door, String path, @Nullable Object body) {
    if (door.method().equals("WS")) {
      return !List.of(401, 403).contains(handshake(who, path));
    }
    Seen answer = call(who, door, path, body, Map.of());
    assertThat(answer.status()).as("%s: %s", door, answer.body()).isLessThan(500);
    boolean toLogin =
        answer.status() == 302 && answer.location().matches("(https://[^/]+)?/login.*");
    return !toLogin && !List.of(401, 403, 429).contains(answer.status());
  }

  private static String introduction() {
    StringBuilder text =
        new StringBuilder(
            """
            # Rights

            Who may do what. Both tables are printed by `DoorsTest`, which asks a running server; a \
            new endpoint that is not in the second one fails the build. A superuser has the rights \
            of an administrator in every customer, and alone manages customers.

            ## Permissions of the roles

            | permission | viewer | operator | admin |
            |---|---|---|---|
            """);
    for (Permission permission : Permission.values()) {
      text.append("| `").append(permission.wireName()).append("` |");
      for (Role role : Role.values()) {
        text.append(role.permissions().contains(permission) ? " yes |" : " - |");
      }
      text.append('\n');
    }
    return text.append(
            """

            ## Endpoints, pages, streams and sockets

            "yes" lets the request through to what it asks for; "-" is answered with 401, 403 or the \
            login page. Whatever the role, things of another customer are not found.

            | | nobody | viewer | operator | admin | superuser |
            |---|---|---|---|---|---|
            """)
        .toString();
  }

  // ---- whose

  @Test
  void nothing_of_another_customer_is_found_shown_or_changed() {
    Tenant alpha = tenant();
    List<String> unknown =
        Door.all(server).stream()
            .filter(Door::namesSomething)
            .flatMap(door -> kinds(door).stream())
            .filter(kind -> !COMMON.contains(kind) && alpha.id(kind) == null)
            .distinct()
            .toList();
    assertThat(unknown)
        .as("kinds that Tenant has to make one of, so that they are tried")
        .isEmpty();

    RightsDatabase database = new RightsDatabase(jdbc);
    TreeMap<String, String> before = database.digests(alpha.customer());
    assertThat(before.get("device")).startsWith("1 ");

    JsonNode api = api();
    SampleBody bodies = new SampleBody(api, name -> idFor(alpha, name));
    List<String> leaks = new ArrayList<>();
    Map<String, Client> strangers = new LinkedHashMap<>();
    strangers.put("admin of another customer", adminOfAnotherCustomer());
    strangers.put("viewer of another customer", as("viewer"));
    strangers.forEach((who, stranger) -> leaks.addAll(tried(who, stranger, bodies, alpha, false)));
    assertThat(leaks).isEmpty();
    TreeMap<String, String> after = database.digests(alpha.customer());
    before.remove("audit_event"); // What strangers tried may be noted where it was tried.
    after.remove("audit_event");
    assertThat(after).isEqualTo(before);
    assertThat(database.strays()).isEmpty();
    // One who manages all customers changes some of them there, but sees the present one alone.
    assertThat(tried("superuser in another customer", admin(), bodies, alpha, true)).isEmpty();
  }

  private List<String> tried(
      String who, Client stranger, SampleBody bodies, Tenant alpha, boolean superuser) {
    List<String> leaks = new ArrayList<>();
    for (Door door : Door.all(server)) {
      if (NOT_TRIED.contains(door.toString())) {
        continue;
      }
      boolean common = kinds(door).stream().allMatch(COMMON::contains) || door.makesWhatItNames();
      boolean manages = superuser && ofAllCustomers(door);
      String path =
          door.with(
              (kind, variable) -> door.makesWhatItNames() ? "own" : id(alpha, kind, variable));
      String leak =
          tried(stranger, door, path, bodies.of(door), !common && !manages, alpha, manages);
      if (leak != null) {
        leaks.add(who + ", " + door + ": " + leak);
      }
    }
    return leaks;
  }

  /** What is of all customers: a superuser may see these, wherever they are. */
  private static boolean ofAllCustomers(Door door) {
    return door.path().matches("(/api/v1|/settings)/(customers|users)(/.*)?");
  }

  private static List<String> kinds(Door door) {
    List<String> kinds = new ArrayList<>();
    door.with(
        (kind, variable) -> {
          kinds.add(variable.equals("device") ? "device" : kind);
          return "x";
        });
    return kinds;
  }

  private static String id(Tenant alpha, String kind, String variable) {
    String id = alpha.id(variable.equals("device") ? "device" : kind);
    return id == null ? absent(kind, variable) : id;
  }

  private static @Nullable String idFor(Tenant alpha, String property) {
    String kind = property.replaceFirst("(?i)ids?$", "").toLowerCase(java.util.Locale.ROOT);
    return Stream.of(kind, kind + "s")
        .map(alpha::id)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(
            property.equalsIgnoreCase("id")
                    || property.equalsIgnoreCase("ids")
                    || property.toLowerCase(java.util.Locale.ROOT).contains("jump")
                ? alpha.id("devices")
                : null);
  }

  /** What went wrong; null when nothing did. */
  private @Nullable String tried(
      Client stranger,
      Door door,
      String path,
      @Nullable Object body,
      boolean foreign,
      Tenant alpha,
      boolean seesAll) {
    if (door.method().equals("WS")) {
      int status = handshake(stranger, path);
      return List.of(403, 404).contains(status) ? null : "handshake " + status;
    }
    String query = door.method().equals("GET") ? queryOf(alpha) : "";
    for (String asked : query.isEmpty() ? List.of(path) : List.of(path, path + query)) {
      Seen answer = call(stranger, door, asked, body, Map.of("ids", id(alpha, "devices", "")));
      if (answer.status() >= 500) {
        return asked + ": status " + answer.status();
      }
      boolean refused = List.of(403, 404, 422, 400).contains(answer.status());
      if (foreign && asked.equals(path) && !refused) {
        return asked + ": status " + answer.status();
      }
      // The trail of what a stranger did has the names that they asked for.
      String shown = answer.body().replace(path, "");
      if (door.path().contains("audit")) {
        shown = shown.replace(alpha.knownMark(), "");
      }
      if (!seesAll && shown.contains(alpha.mark()) && !echoes(door, answer)) {
        return asked + ": shows " + around(shown, alpha.mark());
      }
    }
    return null;
  }

  /** A problem says which name was not found, as the stranger gave it. */
  private static boolean echoes(Door door, Seen answer) {
    return answer.status() >= 400 && (door.namesSomething() || answer.status() == 422);
  }

  private static String queryOf(Tenant alpha) {
    return "?device="
        + alpha.id("devices")
        + "&job="
        + alpha.id("jobs")
        + "&group="
        + alpha.id("groups");
  }

  private static String around(String text, String mark) {
    int at = text.indexOf(mark);
    return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 80)).strip();
  }

  // ---- how

  /**
   * @param body empty for a stream of events
   */
  private record Seen(int status, String location, String body) {
    static Seen of(Client who, java.net.http.HttpRequest.Builder request) {
      HttpResponse<InputStream> response = who.open(request);
      String type = response.headers().firstValue("Content-Type").orElse("");
      try (InputStream body = response.body()) {
        return new Seen(
            response.statusCode(),
            response.headers().firstValue("Location").orElse(""),
            type.startsWith("text/event-stream")
                ? ""
                : new String(body.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Seen call(
      Client who, Door door, String path, @Nullable Object body, Map<String, String> fields) {
    var request = who.request(path).timeout(PATIENCE);
    if (door.method().equals("GET")) {
      return Seen.of(who, request.GET());
    }
    if (!door.isPage() && !door.fields().isEmpty()) {
      request = who.request(path + "?" + form(door.fields())).timeout(PATIENCE);
    }
    if (door.isPage()) {
      Map<String, String> all = new HashMap<>(door.fields());
      all.putAll(fields);
      return Seen.of(
          who,
          request
              .setHeader("Content-Type", "application/x-www-form-urlencoded")
              .method(door.method(), BodyPublishers.ofString(form(all))));
    }
    return body == null
        ? Seen.of(who, request.method(door.method(), BodyPublishers.noBody()))
        : Seen.of(
            who,
            request
                .setHeader("Content-Type", "application/json")
                .method(door.method(), BodyPublishers.ofString(text(body))));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String text(Object body) {
    return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(body);
  }

  /** The status that a handshake ends with; 101 when it is let in. */
  private int handshake(Client who, String path) {
    try {
      WebSocket socket =
          who.webSocket(path, Map.of(), new WebSocket.Listener() {})
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      socket.abort();
      return 101;
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(java.net.http.WebSocketHandshakeException.class);
      return ((java.net.http.WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
