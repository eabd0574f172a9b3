package io.netauto.server.rights;

import io.netauto.server.testing.ServerTest.Client;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A customer with one thing of every kind, whose names and texts all hold {@link #mark}.
 *
 * @param ids of each thing in paths, by the word before it: {@code devices}, {@code runs}
 */
public record Tenant(long customer, String mark, Map<String, String> ids, Client admin) {
  private static final String NAMED = "-by-name";

  /** The beginning of the names that things have in paths, so that who asks for them knows them. */
  String knownMark() {
    return mark + NAMED;
  }

  /** The number or name of a thing; null for a kind that the tenant has none of. */
  public @Nullable String id(String kind) {
    return ids.get(kind);
  }

  /** Fills a customer through the API, as its administrator. */
  public static Tenant fill(JdbcClient jdbc, long customer, String mark, Client admin) {
    Map<String, String> ids = new HashMap<>();
    String name = mark + NAMED;
    ids.put("customers", String.valueOf(customer));
    ids.put(
        "devices",
        id(
            admin,
            "/api/v1/devices",
            Map.of(
                "hostname",
                mark + "-sw1",
                "address",
                "127.0.0.1",
                "port",
                1,
                "platform",
                "frr",
                "site",
                mark + "-site",
                "credRef",
                "env:" + mark.toUpperCase(java.util.Locale.ROOT))));
    String device = String.valueOf(ids.get("devices"));
    ids.put("device", device);
    ids.put("groups", id(admin, "/api/v1/groups", Map.of("name", mark + "-group")));
    admin
        .post(
            "/api/v1/groups/" + ids.get("groups") + "/members",
            Map.of("devices", List.of(Long.parseLong(device))))
        .with(200);
    admin
        .post(
            "/api/v1/templates",
            Map.of("name", name + "-template", "body", "show " + mark + "\n", "mode", "read"))
        .with(201);
    ids.put("templates", name + "-template");
    admin
        .put("/api/v1/windows/" + name + "-window", Map.of("cron", "0 0 1 1 *", "minutes", 1))
        .with(200);
    ids.put("windows", name + "-window");
    Map<String, Object> targets = Map.of("devices", List.of(Long.parseLong(device)));
    ids.put(
        "schedules",
        id(
            admin,
            "/api/v1/schedules",
            Map.of(
                "name",
                mark + "-schedule",
                "targets",
                targets,
                "commands",
                List.of("show " + mark),
                "cron",
                "0 0 1 1 *",
                "zone",
                "UTC")));
    // It waits for the window: nobody has to answer it.
    ids.put(
        "jobs",
        String.valueOf(
            admin
                .post(
                    "/api/v1/jobs",
                    Map.of(
                        "targets",
                        targets,
                        "commands",
                        List.of("show " + mark),
                        "window",
                        name + "-window"))
                .with(202)
                .path("id")
                .asLong()));
    ids.put(
        "runs",
        String.valueOf(
            admin
                .post("/api/v1/runs", Map.of("device", device, "commands", List.of("show " + mark)))
                .with(202)
                .path("id")
                .asLong()));
    ids.put(
        "command-rules",
        id(
            admin,
            "/api/v1/command-rules/deny",
            Map.of("role", "operator", "pattern", "show " + mark, "reason", mark)));
    ids.put("deny", String.valueOf(ids.get("command-rules")));
    ids.put(
        "users",
        id(
            admin,
            "/api/v1/users",
            Map.of("username", mark + "-user", "password", "a good password", "role", "viewer")));
    ids.put("api-keys", id(admin, "/api/v1/api-keys", Map.of("name", mark + "-key")));
    ids.put("keys", String.valueOf(ids.get("api-keys")));
    String knownHost =
        String.valueOf(
            jdbc.sql(
                    """
                    insert into known_host (customer_id, device_id, host, port, algorithm, fingerprint,
                        public_key, state, first_seen, last_seen)
                    values (:customer, :device, :mark, 22, 'ssh-ed25519', 'SHA256:' || :mark, :mark,
                        'pending', now(), now()) returning id
                    """)
                .param("customer", customer)
                .param("device", Long.parseLong(device))
                .param("mark", mark)
                .query(Long.class)
                .single());
    ids.put("known-hosts", knownHost);
    ids.put("host-keys", knownHost);
    ids.put(
        "authorities",
        String.valueOf(
            jdbc.sql(
                    """
                    insert into host_authority (customer_id, hosts, algorithm, fingerprint, public_key,
                        created_at, created_by)
                    values (:customer, :mark, 'ssh-ed25519', 'SHA256:' || :mark, :mark, now(), :mark)
                    returning id
                    """)
                .param("customer", customer)
                .param("mark", mark)
                .query(Long.class)
                .single()));
    ids.put("stopped", "env:" + mark.toUpperCase(java.util.Locale.ROOT));
    ids.put("everybody", String.valueOf(ids.get("api-keys")));
    ids.put("memberships", String.valueOf(customer));
    admin
        .post("/api/v1/credentials", Map.of("name", name + "-login", "password", "a good password"))
        .with(201);
    ids.put("credentials", name + "-login");
    ids.put(
        "events",
        String.valueOf(
            jdbc.sql(
                    """
                    insert into event (customer_id, kind, device_id, hostname, words, at)
                    values (:customer, 'host_key_changed', :device, :mark, :mark, now()) returning id
                    """)
                .param("customer", customer)
                .param("device", Long.parseLong(device))
                .param("mark", mark)
                .query(Long.class)
                .single()));
    return new Tenant(customer, mark, ids, admin);
  }

  private static String id(Client admin, String path, Map<String, Object> body) {
    return String.valueOf(admin.post(path, body).with(201).path("id").asLong());
  }
}
