package io.netauto.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A program that speaks as the server does at its start, for the harness's own test. */
final class FakeServer {
  private FakeServer() {}

  static void main() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/api/v1/auth/token",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean known = body.contains("\"s3cret\"");
          reply(exchange, known ? 201 : 401, "application/json", "{\"apiKey\":\"na_1\"}");
        });
    server.createContext(
        "/api/v1/echo",
        exchange ->
            reply(
                exchange,
                200,
                "application/json",
                "{\"method\":\"%s\",\"authorization\":\"%s\"}"
                    .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestHeaders().getFirst("Authorization"))));
    server.createContext(
        "/api/v1/events",
        exchange ->
            reply(
                exchange,
                200,
                "text/event-stream",
                ": ping\n\n"
                    + "id: 7\n"
                    + "event: lines\n"
                    + "data: {\"a\":\n"
                    + "data: 1}\n\n"
                    + "event: end\n"
                    + "data: {}\n\n"));
    server.start();
    System.out.println("First admin: admin / s3cret");
    System.out.println("NetAuto is ready at http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void reply(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
