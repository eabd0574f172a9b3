package io.netauto.simulator.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netauto.simulator.Fleet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fleet's figures over HTTP, at the loopback address alone. It knows {@code GET /stats}, {@code
 * GET /commands}, {@code GET /devices/NAME} and {@code POST /reset}; all answer JSON, and what goes
 * wrong is told in {@code error}.
 */
public final class Control implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Views views;

  private Control(Fleet fleet, int port) throws IOException {
    views = new Views(fleet);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Listens until it is closed.
   *
   * @param port zero for any free one
   */
  public static Control start(Fleet fleet, int port) throws IOException {
    Control control = new Control(fleet, port);
    control.server.start();
    return control;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Object answer;
      int status = 200;
      try {
        answer = answer(exchange);
      } catch (Refusal e) {
        status = e.status();
        answer = Map.of("error", String.valueOf(e.getMessage()));
      }
      byte[] body = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private Object answer(HttpExchange exchange) throws Refusal {
    String path = exchange.getRequestURI().getPath();
    Query query = Query.of(exchange.getRequestURI().getRawQuery());
    String request = exchange.getRequestMethod() + " " + path;
    if (request.startsWith("GET /devices/")) {
      return views.device(path.substring("/devices/".length()));
    }
    return switch (request) {
      case "GET /stats" -> views.stats();
      case "GET /commands" -> views.commands(query);
      case "POST /reset" -> views.reset(query);
      default ->
          throw new Refusal(
              404,
              "There is no '"
                  + request
                  + "'; known are GET /stats, GET /commands, GET /devices/NAME, POST /reset");
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
