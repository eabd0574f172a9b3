package io.netauto.benchmarks;

import io.netauto.simulator.plan.DevicePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** One server or several on the database of the first, and an inventory of simulated devices. */
final class Nodes implements AutoCloseable {
  private static final int ROWS = 500;
  private static final long LOOK_NANOS = 100_000_000;

  private final List<ServerProcess> servers = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final Sql sql;

  /**
   * @param sessions the most of each node
   */
  Nodes(int count, long sessions) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("NET_AUTO_PORT", "0");
    environment.put("NET_AUTO_TRUST_ON_FIRST_USE", "true");
    environment.put("NET_AUTO_BENCH_USERNAME", FleetProcess.USERNAME);
    environment.put("NET_AUTO_BENCH_PASSWORD", FleetProcess.PASSWORD);
    environment.put("NET_AUTO_BENCH_ENABLE_PASSWORD", FleetProcess.ENABLE_PASSWORD);
    environment.put("NET_AUTO_MAX_SESSIONS", Long.toString(sessions));
    environment.put("NET_AUTO_LOG_LEVEL", "warn");
    // Nodes of one database share it.
    environment.put(
        "NET_AUTO_MASTER_KEY",
        Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32)));
    start(environment);
    sql = Sql.in(folders.getFirst());
    environment.putAll(sql.environment());
    for (int i = 1; i < count; i++) {
      start(environment);
    }
    first().logIn();
  }

  private void start(Map<String, String> environment) throws IOException {
    Path folder = ServerProcess.newFolder();
    folders.add(folder);
    servers.add(ServerProcess.start(folder, environment));
  }

  ServerProcess first() {
    return servers.getFirst();
  }

  Sql sql() {
    return sql;
  }

  /** Adds the devices that listen on these ports, past the API. */
  void add(List<DevicePlan> devices, List<Integer> ports) throws Exception {
    for (int from = 0; from < devices.size(); from += ROWS) {
      List<String> rows = new ArrayList<>();
      for (int i = from; i < Math.min(devices.size(), from + ROWS); i++) {
        DevicePlan device = devices.get(i);
        rows.add(
            "(1, '%s', '%s', %d, 'ssh', '%s', '', 'env:bench', '', '', '%s', '%s', '{}', '{}', true, now(), now())"
                .formatted(
                    device.name(),
                    device.host(),
                    ports.get(i),
                    device.platform(),
                    device.place().role(),
                    device.place().site()));
      }
      sql.run(
          """
          insert into device (customer_id, hostname, address, port, protocol, platform, username,
              cred_ref, vendor, model, role, site, tags, metadata, enabled, created_at, updated_at)
          values %s
          """
              .formatted(String.join(",\n", rows)));
    }
    sql.run("analyze device");
  }

  /** Asks for a job of all devices. */
  long start(String command) throws Exception {
    return start(command, "");
  }

  /** Asks for a job of the devices that a search for this text finds. */
  long start(String command, String text) throws Exception {
    return first()
        .post(
            "/jobs",
            Map.of(
                "targets",
                Map.of("filter", Map.of("text", text)),
                "commands",
                List.of(command),
                "mode",
                "read",
                "confirm",
                true))
        .path("id")
        .asLong();
  }

  /** The job when all its runs are over. */
  JsonNode awaitEnd(Figures figures, long job) throws Exception {
    for (int looks = 0; ; looks++) {
      JsonNode found = first().get("/jobs/" + job);
      if (!found.path("finishedAt").isNull()) {
        return found;
      }
      if (looks % 100 == 0) {
        figures.progress(found.path("counts").toString());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  double cpuSeconds() {
    return servers.stream().mapToDouble(ServerProcess::cpuSeconds).sum();
  }

  double databaseCpuSeconds() {
    return first().databaseCpuSeconds();
  }

  /** The most memory of a server, in megabytes. */
  double peakMegabytes() throws IOException {
    double most = 0;
    for (ServerProcess server : servers) {
      for (String line : Files.readAllLines(Path.of("/proc/" + server.pid() + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          most = Math.max(most, Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
        }
      }
    }
    return most;
  }

  @Override
  public void close() throws Exception {
    sql.close();
    for (ServerProcess server : servers.reversed()) {
      server.close();
    }
    for (Path folder : folders) {
      ServerProcess.delete(folder);
    }
  }
}
