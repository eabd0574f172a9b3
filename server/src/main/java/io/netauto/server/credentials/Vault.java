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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
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

  private final VaultSettings settings;
  private final HttpClient http;
  private @Nullable Token token;

  /**
   * @param renewAt by System.nanoTime, when it is to be renewed
   */
  private record Token(String value, boolean renewable, boolean lasting, long renewAt) {}

  /** What Vault answered, or why it did not. */
  sealed interface Answer {
    record Found(Map<String, String> fields) implements Answer {}

    /** There is no such secret, or its newest version is deleted. */
    record Missing() implements Answer {}

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
      Reply reply = send("GET", api, token(), null);
      if (reply.status() == 403 && !settings.roleId().isEmpty()) {
        forget(); // it may have been revoked
        reply = send("GET", api, token(), null);
      }
      return switch (reply.status()) {
        case 200 -> new Answer.Found(fields(reply.body()));
        case 404 -> new Answer.Missing();
        case 403 -> new Answer.Refused("its token may not read this path, or is of no use");
        default -> new Answer.Away("it answered with HTTP status " + reply.status());
      };
    } catch (NotLoggedIn e) {
      return new Answer.Refused(e.why);
    } catch (IOException e) {
      return new Answer.Away("it cannot be reached (%s)".formatted(e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Away("the wait for it was broken off");
    }
  }

  private static Map<String, String> fields(JsonNode body) {
    return body.path("data").path("data").properties().stream()
        .filter(field -> field.getValue().isValueNode() && !field.getValue().isNull())
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

  private synchronized void forget() {
    token = null;
  }

  /** The token, renewed when two thirds of its life are over. */
  private synchronized String token() throws IOException, InterruptedException {
    Token known = token;
    if (known == null) {
      known = settings.roleId().isEmpty() ? given() : logIn();
    } else if (!known.lasting() && System.nanoTime() - known.renewAt() > 0) {
      known = renewed(known);
    }
    token = known;
    return known.value();
  }

  private Token given() throws IOException, InterruptedException {
    Reply self = send("GET", "auth/token/lookup-self", settings.token(), null);
    if (self.status() == 403) {
      throw new NotLoggedIn("NET_AUTO_VAULT_TOKEN is not accepted");
    }
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
    if (reply.status() != 200) {
      throw new NotLoggedIn(
          "the AppRole of NET_AUTO_VAULT_ROLE_ID is not accepted (HTTP status %d)"
              .formatted(reply.status()));
    }
    return token(reply.body());
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

  private static Token token(JsonNode body) {
    JsonNode auth = body.path("auth");
    return token(
        auth.path("client_token").asString(""),
        auth.path("renewable").asBoolean(false),
        auth.path("lease_duration").asLong(0));
  }

  /**
   * @param seconds 0 for one that has no end
   */
  private static Token token(String value, boolean renewable, long seconds) {
    Duration life = Duration.ofSeconds(seconds);
    return new Token(value, renewable, seconds == 0, System.nanoTime() + life.toNanos() / 3 * 2);
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
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("an answer of more than 1 MB");
      }
      return new Reply(
          response.statusCode(), bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes));
    } catch (JacksonException e) {
      throw new IOException("an answer that is no JSON");
    }
  }
}
