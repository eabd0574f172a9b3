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

/**
 * Speaks as much of Vault's HTTP API as the client needs, as Vault's documents describe it: tokens,
 * AppRole logins, KV version 2. Knows the mount {@code secret}; on its path {@code slow} it shows
 * the head of an answer and no more, on {@code silent} nothing.
 */
final class FakeVault implements AutoCloseable {
  static final String TOKEN = "hvs.fake-token-4711";
  static final String ROLE = "role-4711";
  static final String SECRET = "secret-id-4711";

  /** Each request: method and path. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  final Set<String> tokens = ConcurrentHashMap.newKeySet();

  /** JSON objects of the fields by path; an empty text is a secret whose version is deleted. */
  final Map<String, String> secrets = new ConcurrentHashMap<>();

  volatile String namespace = "";
  volatile int lease = 3600;
  volatile boolean renewable = true;

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
      say(exchange, broken, "{\"errors\":[\"Vault is sealed\"]}");
    } else if (!namespace.equals(space == null ? "" : space)) {
      say(exchange, 404, "{\"errors\":[\"no handler for route\"]}");
    } else if (path.equals("auth/approle/login")) {
      logIn(exchange, body);
    } else if (token == null || !tokens.contains(token)) {
      say(exchange, 403, "{\"errors\":[\"permission denied\",\"invalid token\"]}");
    } else if (path.equals("auth/token/lookup-self")) {
      say(exchange, 200, "{\"data\":{\"ttl\":%d,\"renewable\":%b}}".formatted(lease, renewable));
    } else if (path.equals("auth/token/renew-self")) {
      say(exchange, 200, auth(token));
    } else if (path.startsWith("secret/data/")) {
      read(exchange, path.substring("secret/data/".length()));
    } else {
      say(exchange, 403, "{\"errors\":[\"preflight capability check returned 403\"]}");
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
      say(exchange, 403, "{\"errors\":[\"1 error occurred: * permission denied\"]}");
    } else if (path.equals("silent")) {
      untilClosed();
    } else if (path.equals("slow")) {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      untilClosed();
    } else if (path.equals("large")) {
      say(exchange, 200, "{\"x\":\"" + "y".repeat(2 << 20) + "\"}");
    } else if (path.equals("page")) {
      say(exchange, 200, "<html>hvs.fake</html>");
    } else if (!secrets.containsKey(path)) {
      say(exchange, 404, "{\"errors\":[]}");
    } else if (secrets.get(path).isEmpty()) {
      say(
          exchange,
          404,
          "{\"data\":{\"data\":null,\"metadata\":{\"deletion_time\":\"2026-01-01T00:00:00Z\","
              + "\"destroyed\":false,\"version\":2}}}");
    } else {
      say(
          exchange,
          200,
          "{\"data\":{\"data\":%s,\"metadata\":{\"version\":1}}}".formatted(secrets.get(path)));
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
      exchange.sendResponseHeaders(status, bytes.length);
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
