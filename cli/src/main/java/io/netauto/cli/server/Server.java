package io.netauto.cli.server;

import io.netauto.cli.config.ApiKey;
import io.netauto.cli.config.Profile;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.tls.CertificateTrust;
import io.netauto.cli.tls.UntrustedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The server's HTTP API under {@code /api/v1}. An answer that is no success is a {@link Failure}.
 */
public final class Server {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(10);

  private final URI url;
  private final @Nullable ApiKey apiKey;
  private final HttpClient http;

  public Server(Profile profile) {
    url = profile.url();
    apiKey = profile.apiKey();
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT);
    if (url.getScheme().equals("https")) {
      builder.sslContext(CertificateTrust.context(profile.fingerprint()));
    }
    http = builder.build();
  }

  public URI url() {
    return url;
  }

  public JsonNode get(String path, Query query) {
    return send("GET", path, query, null, Map.of());
  }

  public JsonNode get(String path) {
    return get(path, new Query());
  }

  public JsonNode post(String path, @Nullable JsonNode body) {
    return send("POST", path, new Query(), body, Map.of());
  }

  /** Posts what the server answers once it has talked to a device, which may take minutes. */
  public JsonNode postSlow(String path, @Nullable JsonNode body) {
    try {
      return read(exchange("POST", path, new Query(), body, Map.of(), UPLOAD_LIMIT));
    } catch (IOException e) {
      throw Unreachable.of(e, url);
    }
  }

  /**
   * Posts what the server does only once for a key, and so may be sent again when the connection
   * broke before the answer.
   */
  public JsonNode postOnce(String path, JsonNode body, String idempotencyKey) {
    var headers = Map.of("Idempotency-Key", idempotencyKey);
    try {
      return read(exchange("POST", path, new Query(), body, headers));
    } catch (IOException first) {
      return send("POST", path, new Query(), body, headers);
    }
  }

  /** Posts a file as it is; the answer may take some minutes. */
  public JsonNode upload(String path, Query query, Path file) {
    try {
      var request =
          request(path, query, Map.of("Content-Type", "application/octet-stream"))
              .header("Accept", "application/json")
              .timeout(UPLOAD_LIMIT)
              .POST(BodyPublishers.ofFile(file))
              .build();
      return read(http.send(request, BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.CANCELLED, "Interrupted.");
    } catch (IOException e) {
      throw Unreachable.of(e, url);
    }
  }

  public JsonNode put(String path, JsonNode body) {
    return send("PUT", path, new Query(), body, Map.of());
  }

  public JsonNode patch(String path, JsonNode body) {
    return send("PATCH", path, new Query(), body, Map.of());
  }

  public void delete(String path) {
    send("DELETE", path, new Query(), null, Map.of());
  }

  /**
   * The server's certificate when neither a known CA nor a pin vouches for it, else null. Nothing
   * secret is sent.
   */
  public @Nullable UntrustedCertificate unknownCertificate() {
    try {
      var request = HttpRequest.newBuilder(URI.create(url + "/api/v1/auth/me")).GET().build();
      within(request, BodyHandlers.discarding(), ANSWER_LIMIT);
      return null;
    } catch (IOException e) {
      var certificate = UntrustedCertificate.in(e);
      if (certificate != null && certificate.pinned() == null) {
        return certificate;
      }
      throw Unreachable.of(e, url);
    }
  }

  /** A segment of a path: an id or name with what is special in it encoded. */
  public static String segment(String text) {
    return Query.encode(text);
  }

  private JsonNode send(
      String method,
      String path,
      Query query,
      @Nullable JsonNode body,
      Map<String, String> headers) {
    try {
      return read(exchange(method, path, query, body, headers));
    } catch (IOException e) {
      throw Unreachable.of(e, url);
    }
  }

  private HttpResponse<byte[]> exchange(
      String method, String path, Query query, @Nullable JsonNode body, Map<String, String> headers)
      throws IOException {
    return exchange(method, path, query, body, headers, ANSWER_LIMIT);
  }

  private HttpResponse<byte[]> exchange(
      String method,
      String path,
      Query query,
      @Nullable JsonNode body,
      Map<String, String> headers,
      Duration limit)
      throws IOException {
    var request = request(path, query, headers).header("Accept", "application/json");
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body.toString()));
    }
    return within(request.build(), BodyHandlers.ofByteArray(), limit);
  }

  private HttpRequest.Builder request(String path, Query query, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1" + path + query))
            .header("User-Agent", "netauto-cli");
    headers.forEach(request::header);
    if (apiKey != null) {
      request.header("Authorization", "Bearer " + apiKey.reveal());
    }
    return request;
  }

  /**
   * Sends within the limit. The client's own limit ends at the headers, so a body that trickles
   * would have none.
   */
  private <T> HttpResponse<T> within(HttpRequest request, BodyHandler<T> handler, Duration limit)
      throws IOException {
    var answer = http.sendAsync(request, handler);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      var late = new HttpTimeoutException("no answer within " + limit.toSeconds() + " seconds");
      late.initCause(e);
      throw late;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    }
  }

  private JsonNode read(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    check(response.statusCode(), response.headers().firstValue("Location").orElse(""), text);
    try {
      return text.isBlank() ? JsonNodeFactory.instance.missingNode() : Json.read(text);
    } catch (JacksonException e) {
      throw new Failure(
          ExitCode.FAILED, url + " did not answer in JSON. Is it a NetAuto server?", e);
    }
  }

  private void check(int status, String location, String body) {
    if (status / 100 == 3) {
      throw new Failure(
          ExitCode.FAILED,
          url + " points to " + location + " (HTTP " + status + "). Log in at the right address.");
    }
    if (status / 100 != 2) {
      throw Problem.of(status, body, url, apiKey != null);
    }
  }

  /**
   * A download that may be long: limited by how long it may be silent, not by how long it takes.
   */
  public InputStream download(String path, Query query) {
    try {
      return open(path, query, Map.of(), Duration.ofMinutes(1), Duration.ofDays(1));
    } catch (IOException e) {
      throw Unreachable.of(e, url);
    }
  }

  /**
   * Opens the feed of a path.
   *
   * @param after the id to resume after; null for the beginning
   * @param idle how long it may be silent
   * @param limit how long it may last at all
   */
  public EventStream events(
      String path, Query query, @Nullable String after, Duration idle, Duration limit)
      throws IOException {
    Map<String, String> headers = after == null ? Map.of() : Map.of("Last-Event-ID", after);
    return new EventStream(open(path, query, headers, idle, limit));
  }

  /** In words what broke a feed or download while it was read. */
  public Failure unreachable(IOException failure) {
    return Unreachable.of(failure, url);
  }

  private InputStream open(
      String path, Query query, Map<String, String> headers, Duration idle, Duration limit)
      throws IOException {
    var response =
        within(
            request(path, query, headers).GET().build(),
            BodyHandlers.ofInputStream(),
            ANSWER_LIMIT);
    var body = new IdleLimitedStream(response.body(), idle, limit);
    if (response.statusCode() != 200) {
      try (body) {
        String text = new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8);
        check(response.statusCode(), "", text);
        throw new IOException("HTTP " + response.statusCode() + " for a stream");
      }
    }
    return body;
  }
}
