package io.netauto.server.credentials;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Speaks as much of Vault's HTTP API as the client needs, as Vault's documents describe it: tokens,
 * AppRole logins, KV version 2. Knows the mount {@code secret} of it, and {@code old} of version 1;
 * where nothing is mounted it says so to a token that may read anything, and refuses others. On the
 * path {@code slow} of {@code secret} it shows the head of an answer and no more, on {@code silent}
 * nothing, and {@code trickle} comes byte by byte for ever.
 */
final class FakeVault implements AutoCloseable {
  static final String TOKEN = "hvs.fake-token-4711";
  static final String ROLE = "role-4711";
  static final String SECRET = "secret-id-4711";

  private static final String DENIED =
      "{\"errors\":[\"1 error occurred:\\n\\t* permission denied\\n\\n\"]}";

  /** Each request: method and path. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  final Set<String> tokens = ConcurrentHashMap.newKeySet();

  /**
   * JSON objects of the fields by path; an empty text is a secret whose newest version is deleted,
   * {@code destroyed} one whose newest version is destroyed.
   */
  final Map<String, String> secrets = new ConcurrentHashMap<>();

  volatile String namespace = "";
  volatile int lease = 3600;
  volatile boolean renewable = true;

  /** Whether a policy lets the tokens read any path. */
  volatile boolean mayAll;

  /** Answers everything with this status, unless it is 0. */
  volatile int broken;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);

  FakeVault() throws IOException {
    tokens.add(TOKEN);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/v1/",
        exchange -> {
          try (exchange) {
            answer(exchange);
          }
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  long count(String request) {
    return asked.stream().filter(request::equals).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath().substring("/v1/".length());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(exchange.getRequestMethod() + " " + path);
    String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    String space = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
    if (broken != 0) {
      if (broken == 307) {
        exchange.getResponseHeaders().add("Location", "http://192.0.2.1:8200/v1/" + path);
      }
      say(exchange, broken, broken == 307 ? "" : "{\"errors\":[\"Vault is sealed\"]}");
    } else if (!namespace.equals(space == null ? "" : space)) {
      say(exchange, 404, noRoute(path));
    } else if (path.equals("auth/approle/login")) {
      logIn(exchange, body);
    } else if (token == null || !tokens.contains(token)) {
      say(
          exchange,
          403,
          "{\"errors\":[\"2 errors occurred:\\n"
              + "\\t* permission denied\\n"
              + "\\t* invalid token\\n"
              + "\\n"
              + "\"]}");
    } else if (path.equals("auth/token/lookup-self")) {
      say(exchange, 200, "{\"data\":{\"ttl\":%d,\"renewable\":%b}}".formatted(lease, renewable));
    } else if (path.equals("auth/token/renew-self")) {
      say(exchange, 200, auth(token));
    } else if (path.startsWith("secret/data/")) {
      read(exchange, path.substring("secret/data/".length()));
    } else if (path.startsWith("old/")) {
      readOld(exchange, path.substring("old/".length()));
    } else if (mayAll) {
      say(exchange, 404, noRoute(path));
    } else {
      say(exchange, 403, DENIED);
    }
  }

  private static String noRoute(String path) {
    return "{\"errors\":[\"no handler for route \\\"%s\\\". route entry not found.\"]}"
        .formatted(path);
  }

  /** Version 1 has no envelope, and takes {@code data} for a part of the name. */
  private void readOld(HttpExchange exchange, String path) throws IOException {
    String fields = secrets.get("old/" + path);
    if (fields == null) {
      say(exchange, 404, "{\"errors\":[]}");
    } else {
      say(exchange, 200, "{\"lease_duration\":2764800,\"data\":%s}".formatted(fields));
    }
  }

  private void logIn(HttpExchange exchange, String body) throws IOException {
    if (!body.contains("\"role_id\":\"" + ROLE) || !body.contains("\"secret_id\":\"" + SECRET)) {
      say(exchange, 400, "{\"errors\":[\"invalid role or secret ID\"]}");
      return;
    }
    String token = "hvs.of-the-role-" + tokens.size();
    tokens.add(token);
    say(exchange, 200, auth(token));
  }

  private String auth(String token) {
    return "{\"auth\":{\"client_token\":\"%s\",\"lease_duration\":%d,\"renewable\":%b}}"
        .formatted(token, lease, renewable);
  }

  private void read(HttpExchange exchange, String path) throws IOException {
    if (path.equals("forbidden")) {
      say(exchange, 403, DENIED);
    } else if (path.equals("silent")) {
      untilClosed();
    } else if (path.equals("slow")) {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      untilClosed();
    } else if (path.equals("trickle")) {
      trickle(exchange);
    } else if (path.equals("large")) {
      say(exchange, 200, "{\"x\":\"" + "y".repeat(2 << 20) + "\"}");
    } else if (path.equals("page")) {
      say(exchange, 200, "<html>hvs.fake</html>");
    } else if (!secrets.containsKey(path)) {
      say(exchange, 404, "{\"errors\":[]}");
    } else if (List.of("", "destroyed").contains(secrets.get(path))) {
      boolean destroyed = !secrets.get(path).isEmpty();
      say(
          exchange,
          404,
          "{\"data\":{\"data\":null,\"metadata\":{\"deletion_time\":\"%s\",\"destroyed\":%b,\"version\":2}}}"
              .formatted(destroyed ? "" : "2026-01-01T00:00:00Z", destroyed));
    } else {
      say(
          exchange,
          200,
          "{\"data\":{\"data\":%s,\"metadata\":{\"deletion_time\":\"\",\"destroyed\":false,\"version\":1}}}"
              .formatted(secrets.get(path)));
    }
  }

  private void trickle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      while (!closing.await(50, TimeUnit.MILLISECONDS)) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void untilClosed() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(HttpExchange exchange, int status, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.getResponseHeaders().add("Cache-Control", "no-store");
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
