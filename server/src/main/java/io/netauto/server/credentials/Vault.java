package io.netauto.server.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to a HashiCorp Vault: logs in, keeps its token alive, and reads secrets of KV version 2.
 * Bodies are logged nowhere. Thread-safe.
 */
final class Vault {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_BYTES = 1 << 20;
  private static final long LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

  /** How long no other login is tried after one that failed. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final VaultSettings settings;
  private final HttpClient http;
  private @Nullable Token token;
  private @Nullable IOException failed;
  private long failedAt;

  /**
   * @param renewAt by System.nanoTime, when it is to be renewed
   * @param endsAt by System.nanoTime, when Vault forgets it
   */
  private record Token(
      String value, boolean renewable, boolean lasting, long renewAt, long endsAt) {}

  /** What Vault answered, or why it did not. */
  sealed interface Answer {
    record Found(Map<String, String> fields) implements Answer {}

    /**
     * There is no such secret, or its newest version is deleted.
     *
     * @param why empty where no more is known
     */
    record Missing(String why) implements Answer {}

    /** The token may not read it, or is of no use. */
    record Refused(String why) implements Answer {}

    record Away(String why) implements Answer {}
  }

  private record Reply(int status, JsonNode body) {}

  Vault(VaultSettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout());
    if (settings.authority() != null) {
      builder.sslContext(trusting());
    }
    this.http = builder.build();
  }

  private SSLContext trusting() {
    try (InputStream pem = Files.newInputStream(Objects.requireNonNull(settings.authority()))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("vault-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new SealingRefused(
          "NET_AUTO_VAULT_CA_FILE \"%s\" cannot be read: %s. It is a PEM file with certificates."
              .formatted(settings.authority(), e.getMessage()));
    }
  }

  /**
   * Reads the newest version of a secret.
   *
   * @param path the mount and the path in it, {@code secret/net/core}
   */
  Answer read(String path) {
    int slash = path.indexOf('/');
    String api = path.substring(0, slash) + "/data/" + path.substring(slash + 1);
    try {
      String token = token();
      Reply reply = send("GET", api, token, null);
      if (reply.status() == 403 && !settings.roleId().isEmpty() && isRevoked(token)) {
        forget(token);
        reply = send("GET", api, token(), null);
      }
      return switch (reply.status()) {
        case 200 -> found(reply.body());
        case 404 -> new Answer.Missing(whyMissing(reply.body()));
        case 403 -> new Answer.Refused("its token may not read this path, or is of no use");
        default -> new Answer.Away("it answered with " + words(reply.status()));
      };
    } catch (NotLoggedIn e) {
      return new Answer.Refused(e.why);
    } catch (IOException e) {
      String why = e.getMessage();
      return new Answer.Away(
          e.getClass() == IOException.class && why != null && why.startsWith("HTTP status")
              ? "it answered with " + why
              : "it cannot be reached (%s)".formatted(e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Away("the wait for it was broken off");
    }
  }

  /** What is no envelope of version 2 was read from another kind of mount. */
  private static Answer found(JsonNode body) {
    JsonNode data = body.path("data");
    return data.path("data").isObject() && data.path("metadata").isObject()
        ? new Answer.Found(fields(body))
        : new Answer.Missing("what is there is no secret of KV version 2");
  }

  private static String whyMissing(JsonNode body) {
    JsonNode metadata = body.path("data").path("metadata");
    if (metadata.path("destroyed").asBoolean(false)) {
      return "its newest version, %s, was destroyed".formatted(metadata.path("version").asString());
    }
    if (!metadata.path("deletion_time").asString("").isEmpty()) {
      return "its newest version, %s, was deleted".formatted(metadata.path("version").asString());
    }
    return body.path("errors").path(0).asString("").startsWith("no handler for route")
        ? "nothing is mounted at the beginning of this path, in this namespace"
        : "";
  }

  private static String words(int status) {
    return switch (status) {
      case 301, 302, 307, 308 ->
          "HTTP status %d: it is a standby that points to another node, or not Vault's own address"
              .formatted(status);
      case 429 -> "HTTP status 429: it was asked too often, by the quota that is set in it";
      default -> "HTTP status " + status;
    };
  }

  private static Map<String, String> fields(JsonNode body) {
    return body.path("data").path("data").properties().stream()
        .filter(field -> field.getValue().isValueNode() && !field.getValue().isNull())
        .filter(field -> !field.getValue().asString().isEmpty())
        .collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue().asString()));
  }

  private static final class NotLoggedIn extends IOException {
    private static final long serialVersionUID = 1;
    private final String why;

    NotLoggedIn(String why) {
      super(why);
      this.why = why;
    }
  }

  /** A token that is good may lack the right to read a path: that is no reason to log in again. */
  private boolean isRevoked(String value) throws IOException, InterruptedException {
    return send("GET", "auth/token/lookup-self", value, null).status() == 403;
  }

  private synchronized void forget(String value) {
    if (token != null && token.value().equals(value)) {
      token = null;
    }
  }

  /**
   * The token, renewed when two thirds of its life are over. One thread gets it for all; when that
   * fails, the ones that waited for it fail with it, instead of each waiting for its own answer.
   */
  private synchronized String token() throws IOException, InterruptedException {
    Token known = token;
    long now = System.nanoTime();
    if (known != null && (known.lasting() || now - known.renewAt() < 0)) {
      return known.value();
    }
    IOException fault = failed;
    if (fault != null && now - failedAt < PAUSE.toNanos()) {
      if (known != null && now - known.endsAt() < 0) {
        return known.value();
      }
      throw fault;
    }
    try {
      Token next = known != null ? renewed(known) : settings.roleId().isEmpty() ? given() : logIn();
      token = next;
      failed = null;
      return next.value();
    } catch (IOException e) {
      failed = e;
      failedAt = System.nanoTime();
      if (known != null && failedAt - known.endsAt() < 0) {
        return known.value(); // still good
      }
      throw e;
    }
  }

  private Token given() throws IOException, InterruptedException {
    Reply self = send("GET", "auth/token/lookup-self", settings.token(), null);
    if (self.status() == 403) {
      throw new NotLoggedIn("NET_AUTO_VAULT_TOKEN is not accepted, or may not look itself up");
    }
    good(self);
    JsonNode data = self.body().path("data");
    return token(
        settings.token(), data.path("renewable").asBoolean(false), data.path("ttl").asLong(0));
  }

  private Token logIn() throws IOException, InterruptedException {
    Reply reply =
        send(
            "POST",
            "auth/approle/login",
            null,
            Map.of("role_id", settings.roleId(), "secret_id", settings.secretId()));
    if (reply.status() == 400 || reply.status() == 403) {
      throw new NotLoggedIn(
          "the AppRole of NET_AUTO_VAULT_ROLE_ID is not accepted (HTTP status %d)"
              .formatted(reply.status()));
    }
    good(reply);
    return token(reply.body());
  }

  private static void good(Reply reply) throws IOException {
    if (reply.status() != 200) {
      throw new IOException(words(reply.status()));
    }
  }

  private Token renewed(Token old) throws IOException, InterruptedException {
    if (old.renewable()) {
      Reply reply = send("POST", "auth/token/renew-self", old.value(), Map.of());
      if (reply.status() == 200) {
        return token(reply.body());
      }
    }
    return settings.roleId().isEmpty() ? given() : logIn();
  }

  private static Token token(JsonNode body) throws IOException {
    JsonNode auth = body.path("auth");
    String value = auth.path("client_token").asString("");
    if (value.isEmpty()) {
      throw new IOException("a login without a token");
    }
    return token(
        value, auth.path("renewable").asBoolean(false), auth.path("lease_duration").asLong(0));
  }

  /**
   * @param seconds 0 for one that has no end
   */
  private static Token token(String value, boolean renewable, long seconds) {
    long now = System.nanoTime();
    long life = Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)).toNanos();
    return new Token(value, renewable, seconds == 0, now + life / 3 * 2, now + life);
  }

  private Reply send(String method, String path, @Nullable String with, @Nullable Object body)
      throws IOException, InterruptedException {
    String encoded =
        Stream.of(path.split("/"))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url() + "/v1/" + encoded))
            .timeout(settings.timeout())
            .header("X-Vault-Request", "true")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    if (with != null) {
      request.header("X-Vault-Token", with);
    }
    if (!settings.namespace().isEmpty()) {
      request.header("X-Vault-Namespace", settings.namespace());
    }
    HttpResponse<byte[]> response = answer(request.build());
    byte[] bytes = response.body();
    try {
      return new Reply(
          response.statusCode(), bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes));
    } catch (JacksonException e) {
      throw new IOException("an answer that is no JSON");
    }
  }

  /** The whole answer in time: the request's own limit ends with the head of the answer. */
  private HttpResponse<byte[]> answer(HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }
}
