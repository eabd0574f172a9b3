package io.netauto.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.NetAutoServer;
import io.netauto.server.database.EmbeddedPostgres;
import io.netauto.server.database.PostgresOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole server on a real PostgreSQL, encrypted port and all; started once for all tests that
 * extend this. Tests share its database, so each makes what it looks at under a name of its own.
 */
@SpringBootTest(classes = NetAutoServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@TestPropertySource(
    properties = {
      "net-auto.db-url=${own.url:${shared.url}}",
      "net-auto.db-username=${own.username:${shared.username}}",
      "net-auto.db-password=${own.password:${shared.password}}"
    })
@Import(ServerTest.TokenOfThePage.class)
public abstract class ServerTest {
  protected static final String ADMIN_PASSWORD = "the first admin's password";
  protected static final String PASSWORD = "a good password";

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path FOLDER = folder();
  private static final EmbeddedPostgres POSTGRES = startPostgres("data");

  @LocalServerPort private int port;
  @Autowired protected JdbcClient jdbc;
  private String adminKey = "";

  /**
   * A PostgreSQL that ends with the tests; for those that cannot share one with all others, which
   * give it to their server by {@link #own}.
   */
  protected static EmbeddedPostgres startPostgres(String name) {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            PostgresOptions.in(FOLDER.resolve(name))
                .withProgramsFolder(
                    Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "netauto-test-programs-" + System.getProperty("user.name"))));
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
    return postgres;
  }

  private static Path folder() {
    try {
      // PostgreSQL runs as another user when the tests run as root, and must get there.
      return Files.setPosixFilePermissions(
          Files.createTempDirectory("netauto-test"), PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("net-auto.data", () -> FOLDER.resolve("server").toString());
    settings.add("netauto.data", () -> FOLDER.resolve("server").toString());
    settings.add("shared.url", POSTGRES::jdbcUrl);
    settings.add("shared.username", POSTGRES::username);
    settings.add("shared.password", POSTGRES::password);
    // Several servers share the database while their tests take turns.
    settings.add("netauto.db-connections", () -> "10");
    settings.add("server.address", () -> "127.0.0.1");
    settings.add("NET_AUTO_ADMIN_PASSWORD", () -> ADMIN_PASSWORD);
    settings.add("logging.structured.format.console", () -> "");
  }

  /** The server of this class uses this database and not that of all others. */
  protected static void own(DynamicPropertyRegistry settings, EmbeddedPostgres postgres) {
    settings.add("own.url", postgres::jdbcUrl);
    settings.add("own.username", postgres::username);
    settings.add("own.password", postgres::password);
  }

  /** What the server answered. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** Asserts a status and returns what was answered. */
    public JsonNode with(int status) {
      assertThat(status()).as(response.body()).isEqualTo(status);
      return response.body().isEmpty() ? JSON.nullNode() : json();
    }

    /** Asserts a problem of RFC 9457 that shows nothing of the inside, and returns it. */
    public JsonNode problem(int status, String code) {
      assertThat(header("Content-Type")).as(response.body()).startsWith("application/problem+json");
      JsonNode problem = with(status);
      assertThat(problem.path("code").asString()).as(response.body()).isEqualTo(code);
      assertThat(problem.path("status").asInt()).isEqualTo(status);
      assertThat(problem.path("detail").asString()).isNotBlank();
      assertThat(problem.path("instance").asString())
          .isEqualTo(response.request().uri().getRawPath());
      assertThat(problem.path("requestId").asString())
          .isNotBlank()
          .isEqualTo(header("X-Request-Id"));
      assertThat(response.body())
          .doesNotContain("Exception", "\tat ", "io.netauto", "org.", "select ", "insert ");
      return problem;
    }
  }

  /** A client with its own cookies, as a browser has them; it follows no redirect. */
  public final class Client {
    public final CookieManager cookies = new CookieManager();
    private final HttpClient http =
        HttpClient.newBuilder().sslContext(trust()).cookieHandler(cookies).build();
    private final Map<String, String> headers = new HashMap<>();

    public Client header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    public Answer get(String path) {
      return send(request(path).GET());
    }

    public Answer delete(String path) {
      return send(request(path).DELETE());
    }

    public Answer post(String path, Object body) {
      return json("POST", path, body);
    }

    public Answer put(String path, Object body) {
      return json("PUT", path, body);
    }

    public Answer patch(String path, Object body) {
      return json("PATCH", path, body);
    }

    /** A string is sent as it is. */
    private Answer json(String method, String path, Object body) {
      String text = body instanceof String raw ? raw : JSON.writeValueAsString(body);
      return send(
          request(path)
              .setHeader("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(text)));
    }

    public Answer form(String path, Map<String, String> fields) {
      StringBuilder body = new StringBuilder();
      fields.forEach(
          (name, value) -> body.append(name).append('=').append(encode(value)).append('&'));
      return send(
          request(path)
              .setHeader("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(body.toString())));
    }

    /** A login as the page does it, with the token of the page. */
    public Answer logIn(String username, String password, Map<String, String> more) {
      Map<String, String> fields = new HashMap<>(more);
      fields.putAll(Map.of("username", username, "password", password, "_csrf", csrf()));
      return form("/login", fields);
    }

    public String csrf() {
      return get("/assets/test-token").response().body();
    }

    /** The value of the session's cookie; empty without one. */
    public String session() {
      return cookies.getCookieStore().getCookies().stream()
          .filter(cookie -> cookie.getName().equals("__Host-netauto"))
          .map(cookie -> cookie.getValue())
          .findFirst()
          .orElse("");
    }

    public HttpRequest.Builder request(String path) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
      headers.forEach(request::setHeader);
      return request;
    }

    /** A download. */
    public byte[] bytes(String path) {
      try {
        HttpResponse<byte[]> response =
            http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Opens a WebSocket with this client's headers. */
    public CompletableFuture<WebSocket> webSocket(
        String path, Map<String, String> more, WebSocket.Listener listener) {
      WebSocket.Builder socket = http.newWebSocketBuilder();
      headers.forEach(socket::header);
      more.forEach(socket::header);
      return socket.buildAsync(URI.create("wss://localhost:" + port + path), listener);
    }

    /** An answer whose body may have no end; close it. */
    public HttpResponse<InputStream> open(HttpRequest.Builder request) {
      try {
        return http.send(request.build(), BodyHandlers.ofInputStream());
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    public Answer send(HttpRequest.Builder request) {
      try {
        return new Answer(http.send(request.build(), BodyHandlers.ofString()));
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Somebody who is not logged in. */
  protected Client nobody() {
    return new Client();
  }

  protected Client withKey(String key) {
    return new Client().header("Authorization", "Bearer " + key);
  }

  /** The first administrator, by an API key. */
  protected Client admin() {
    if (adminKey.isEmpty()) {
      adminKey = key("admin", ADMIN_PASSWORD);
    }
    return withKey(adminKey);
  }

  protected String key(String username, String password) {
    return nobody()
        .post("/api/v1/auth/token", Map.of("username", username, "password", password))
        .with(201)
        .path("apiKey")
        .asString();
  }

  /** A new user of the first customer, who chose {@link #PASSWORD}. */
  protected String user(String role) {
    String name = newcomer(role);
    choseThePassword(name);
    return name;
  }

  /** From now on the password is one that the person chose and nobody else knows. */
  protected void choseThePassword(String name) {
    assertThat(
            jdbc.sql("update app_user set must_change_password = false where username = ?")
                .param(name)
                .update())
        .isOne();
  }

  /** A new user of the first customer, for whom somebody else chose {@link #PASSWORD}. */
  protected String newcomer(String role) {
    String name = unique(role);
    admin()
        .post("/api/v1/users", Map.of("username", name, "password", PASSWORD, "role", role))
        .with(201);
    return name;
  }

  /** A new person with this role, by an API key. */
  protected Client as(String role) {
    return withKey(key(user(role), PASSWORD));
  }

  /** The administrator of a new customer, by an API key. */
  protected Client adminOfAnotherCustomer() {
    String name = user("admin");
    jdbc.sql(
            """
            with c as (insert into customer (name, credential_patterns) values (:name, '{*}') returning id)
            update membership m set customer_id = c.id from c, app_user u
            where u.id = m.user_id and u.username = :name
            """)
        .param("name", name)
        .update();
    return withKey(key(name, PASSWORD));
  }

  protected static String unique(String prefix) {
    return prefix + "-" + NUMBERS.incrementAndGet();
  }

  protected static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  protected static EmbeddedPostgres postgres() {
    return POSTGRES;
  }

  private static SSLContext trust() {
    try (InputStream pem = Files.newInputStream(FOLDER.resolve("server/tls/certificate.pem"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null);
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The token that a page holds in its forms. */
  @RestController
  static class TokenOfThePage {
    @GetMapping("/assets/test-token")
    String token(CsrfToken token) {
      return token.getToken();
    }
  }
}
