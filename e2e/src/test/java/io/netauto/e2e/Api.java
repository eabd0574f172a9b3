package io.netauto.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST API under /api/v1, as a program sees it. A path that begins with {@code /api} or {@code
 * //} (a page, without the first slash) is taken as it is.
 */
final class Api {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .sslContext(trustingEveryone())
          .build();

  private final URI server;
  private final @Nullable String key;

  /** An answer. */
  record Reply(String request, int status, HttpHeaders headers, String body) {
    /** This reply, when it has this status; else the test fails with what came. */
    Reply expect(int wanted) {
      if (status != wanted) {
        throw new AssertionError("Expected %d: %s".formatted(wanted, this));
      }
      return this;
    }

    /** The body of a 2xx reply. */
    JsonNode json() {
      if (status / 100 != 2) {
        throw new AssertionError("Expected 2xx: " + this);
      }
      return anyJson();
    }

    /** The body whatever the status, for example problem details. */
    JsonNode anyJson() {
      return JSON.readTree(body);
    }

    @Override
    public String toString() {
      return "%s -> %d %s".formatted(request, status, body);
    }
  }

  /** Without a key: what a stranger sees. */
  static Api stranger(URI server) {
    return new Api(server, null);
  }

  static Api withKey(URI server, String key) {
    return new Api(server, key);
  }

  /** With a new key of this user. */
  static Api login(URI server, String user, String password) {
    JsonNode answer =
        stranger(server)
            .post("/auth/token", Map.of("username", user, "password", password, "name", "e2e"))
            .json();
    return withKey(server, answer.get("apiKey").asString());
  }

  private Api(URI server, @Nullable String key) {
    this.server = server;
    this.key = key;
  }

  URI server() {
    return server;
  }

  String key() {
    if (key == null) {
      throw new IllegalStateException("A stranger has no key");
    }
    return key;
  }

  Reply get(String path) {
    return send(request(path).GET());
  }

  Reply post(String path, Object body) {
    return send(write(path, "POST", body));
  }

  Reply put(String path, Object body) {
    return send(write(path, "PUT", body));
  }

  Reply patch(String path, Object body) {
    return send(write(path, "PATCH", body));
  }

  Reply delete(String path) {
    return send(request(path).DELETE());
  }

  /** A request with headers, a body or a method of the test's own. */
  Reply send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    var reply = await(request, BodyHandlers.ofString());
    return new Reply(
        request.method() + " " + request.uri(), reply.statusCode(), reply.headers(), reply.body());
  }

  /** An event stream, from its beginning. */
  Events events(String path) {
    return events(path, null);
  }

  /** An event stream, from after that id on. */
  Events events(String path, @Nullable String lastEventId) {
    HttpRequest.Builder builder = request(path).header("Accept", "text/event-stream").GET();
    if (lastEventId != null) {
      builder.header("Last-Event-ID", lastEventId);
    }
    HttpRequest request = builder.build();
    var reply = await(request, BodyHandlers.ofInputStream());
    try {
      if (reply.statusCode() != 200) {
        throw new AssertionError(
            "%s -> %d %s"
                .formatted(
                    request.uri(), reply.statusCode(), new String(reply.body().readAllBytes())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Events(request.uri().toString(), reply.body());
  }

  /** The beginning of a request, with the key. */
  HttpRequest.Builder request(String path) {
    String place;
    if (path.startsWith("//")) {
      place = path.substring(1);
    } else if (path.startsWith("/api/")) {
      place = path;
    } else {
      place = "/api/v1" + path;
    }
    HttpRequest.Builder builder = HttpRequest.newBuilder(server.resolve(place)).timeout(LIMIT);
    if (key != null) {
      builder.header("Authorization", "Bearer " + key);
    }
    return builder;
  }

  private HttpRequest.Builder write(String path, String method, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  private static <T> HttpResponse<T> await(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted: " + request.uri(), e);
    }
  }

  /** The server makes its own certificate; that a client can check it is a test of the client. */
  private static SSLContext trustingEveryone() {
    TrustManager everyone =
        new X509ExtendedTrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {everyone}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
