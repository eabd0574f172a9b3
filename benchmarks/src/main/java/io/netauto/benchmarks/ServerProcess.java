package io.netauto.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A NetAuto server as an operator starts it, by the launcher, and its HTTP API. */
final class ServerProcess implements AutoCloseable {
  static final String PASSWORD = "benchmarks-only-9Zk4";

  private static final String READY = "NetAuto is ready at ";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final HttpClient http;
  private final String address;
  private String apiKey = "";

  private ServerProcess(Process process, HttpClient http, String address) {
    this.process = process;
    this.http = http;
    this.address = address;
  }

  /** Waits until the server says that it is ready. */
  static ServerProcess start(Path data, Map<String, String> environment) throws IOException {
    Process process = launch("server", data, environment);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    List<String> last = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        Thread.startVirtualThread(() -> drop(out));
        return new ServerProcess(process, trusting(), line.substring(READY.length()).strip());
      }
      last.add(line);
    }
    throw new IOException(
        "The server did not start:\n"
            + String.join("\n", last.subList(Math.max(0, last.size() - 20), last.size())));
  }

  private static void drop(BufferedReader out) {
    try {
      while (out.readLine() != null) {
        // The server's log.
      }
    } catch (IOException e) {
      // The server has ended.
    }
  }

  /** Starts the launcher, which becomes the server; its output is a pipe. */
  static Process launch(String mode, Path data, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Settings.root().resolve("netauto").toString(), mode)
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("NET_AUTO_"));
    builder.environment().put("NET_AUTO_DATA", data.toString());
    builder.environment().put("NET_AUTO_BIND", "127.0.0.1");
    builder.environment().put("NET_AUTO_ADMIN_PASSWORD", PASSWORD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // nothing is left behind
    return process;
  }

  static Path newFolder() throws IOException {
    return Files.createTempDirectory(
        "netauto-bench",
        // PostgreSQL runs as another user.
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path each, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A client that takes the server's self-made certificate; one connection for each request. */
  static HttpClient trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(context)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  String address() {
    return address;
  }

  HttpClient http() {
    return http;
  }

  void logIn() throws IOException, InterruptedException {
    apiKey =
        post("/auth/token", Map.of("username", "admin", "password", PASSWORD, "name", "bench"))
            .path("apiKey")
            .asString();
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/api/v1" + path));
    return apiKey.isEmpty() ? request : request.header("Authorization", "Bearer " + apiKey);
  }

  JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return JSON.readTree(write("POST", path, body));
  }

  void put(String path, Object body) throws IOException, InterruptedException {
    write("PUT", path, body);
  }

  private String write(String method, String path, Object body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(path)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          method + " " + path + " gave " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  long pid() {
    return process.pid();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(path).timeout(Duration.ofSeconds(60)).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("GET " + path + " gave " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** CPU seconds of the server so far, without its database. */
  double cpuSeconds() {
    return Cpu.seconds(process.pid());
  }

  /** CPU seconds of the database so far. */
  double databaseCpuSeconds() {
    return Cpu.secondsOfDescendants(process.toHandle());
  }

  @Override
  public void close() throws InterruptedException {
    stop(process);
  }

  static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }
}
