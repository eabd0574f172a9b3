package io.netauto.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A real HTTP(S) server on the loopback that answers as a test says and keeps what it was asked.
 */
final class ContractServer implements AutoCloseable {
  /** What was asked: {@code GET /devices?site=fra1}, without the prefix of the API. */
  record Asked(String line, Map<String, String> headers, String body) {}

  /** An answer, or a conversation on the open exchange. */
  interface Answer {
    void to(HttpExchange exchange) throws Exception;
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String url;

  static ContractServer plain() throws IOException {
    return new ContractServer(HttpServer.create(loopback(0), 0), "http");
  }

  static ContractServer tls(TestCertificate certificate) throws IOException {
    return tls(certificate, 0);
  }

  static ContractServer tls(TestCertificate certificate, int port) throws IOException {
    var https = HttpsServer.create(loopback(port), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    return new ContractServer(https, "https");
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private ContractServer(HttpServer server, String scheme) {
    this.server = server;
    this.url = scheme + "://localhost:" + server.getAddress().getPort();
    server.setExecutor(threads);
    server.createContext("/api/v1", this::handle);
    server.start();
  }

  String url() {
    return url;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers a method and path, the query left out. */
  ContractServer on(String methodAndPath, Answer answer) {
    answers.put(methodAndPath, answer);
    return this;
  }

  static Answer json(int status, String body) {
    return exchange -> send(exchange, status, "application/json", body.replace('\'', '"'));
  }

  static Answer problem(int status, String detail) {
    return exchange ->
        send(
            exchange,
            status,
            "application/problem+json",
            "{\"status\":%d,\"title\":\"T\",\"detail\":\"%s\"}".formatted(status, detail));
  }

  static Answer text(String type, byte[] body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }

  /** Sends the pieces of a feed, each flushed; the connection then ends. */
  static Answer feed(String... pieces) {
    return exchange -> {
      OutputStream out = startFeed(exchange);
      for (String piece : pieces) {
        out.write(piece.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
      exchange.close();
    };
  }

  static OutputStream startFeed(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(": ping\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    return out;
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    String path = uri.getPath().substring("/api/v1".length());
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    var headers = new ConcurrentHashMap<String, String>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(new Asked(exchange.getRequestMethod() + " " + path + query, headers, body));
    Answer answer =
        answers.getOrDefault(
            exchange.getRequestMethod() + " " + path, problem(404, "There is no " + path + "."));
    try {
      answer.to(exchange);
    } catch (IOException e) {
      exchange.close();
    } catch (Exception | AssertionError e) {
      // Closed, so that a test whose check failed here does not wait for the client's limits.
      exchange.close();
      throw new IllegalStateException(e);
    }
  }

  List<Asked> askedFor(String start) {
    Predicate<Asked> matches = request -> request.line().startsWith(start);
    return asked.stream().filter(matches).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
