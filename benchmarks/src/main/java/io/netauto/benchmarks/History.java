package io.netauto.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lists of runs and jobs when there are very many, by the API. The rows are made by SQL: half of
 * the runs alone in their jobs, half in jobs of a thousand; one in 25 failed, one in 500 was
 * interrupted, one in 10,000 was cancelled; the log of each has 100 bytes.
 */
final class History {
  private static final double LIMIT_MILLIS = 50;
  private static final int DEVICES = 10_000;
  private static final int STEP = 100_000;
  private static final int REQUESTS = 200;
  private static final int PAGES = 1_000;

  private final Figures figures;
  private final ServerProcess server;
  private final Random random = new Random(1);

  private History(Figures figures, ServerProcess server) {
    this.figures = figures;
    this.server = server;
  }

  static void measure(Figures figures) throws Exception {
    long runs = Settings.option("runs", 1_000_000);
    Map<String, String> environment = new HashMap<>();
    environment.put("NET_AUTO_PORT", "0");
    Path data = ServerProcess.newFolder();
    try (ServerProcess server = ServerProcess.start(data, environment);
        Sql sql = Sql.in(data)) {
      server.logIn();
      fill(figures, sql, runs);
      figures.add("runs", "", (double) runs);
      figures.add("database", "MB", sql.megabytes());
      new History(figures, server).measureAll(runs);
    } finally {
      ServerProcess.delete(data);
    }
    figures.note(
        "%d requests of each kind, one after the other over one connection; from the request to the"
                .formatted(REQUESTS)
            + " last byte of the answer, TLS and JSON included. A page has 50 items; pages are"
            + " walked one after the other.");
  }

  private static void fill(Figures figures, Sql sql, long runs) throws Exception {
    long began = System.nanoTime();
    sql.run("set session_replication_role = replica"); // no checks of foreign keys
    sql.run("set synchronous_commit = off");
    sql.run(
        """
        insert into device (customer_id, hostname, address, port, protocol, platform, username,
            cred_ref, vendor, model, role, site, tags, metadata, enabled,
            created_at, updated_at)
        select 1, 'sw-' || n, '10.0.' || n / 250 || '.' || n %% 250, 22, 'ssh', 'cisco_ios', '',
            'sim', 'cisco', '', 'acc', 's' || n / 40, '{}', '{}', true, now(), now()
        from generate_series(1, %d) n
        """
            .formatted(DEVICES));
    for (long from = 1; from <= runs; from += STEP) {
      fill(sql, from, Math.min(runs, from + STEP - 1), runs);
      figures.progress("filled " + Math.min(runs, from + STEP - 1) + " runs");
    }
    sql.run("select setval(pg_get_serial_sequence('job', 'id'), (select max(id) from job))");
    sql.run("select setval(pg_get_serial_sequence('run', 'id'), (select max(id) from run))");
    sql.run("vacuum (analyze) run, run_entry, job, job_event, device");
    figures.progress("filled in %.0f s".formatted((System.nanoTime() - began) / 1e9));
  }

  /** Of each 2,000 runs, the first 1,000 are one job, and the others are a job each. */
  private static void fill(Sql sql, long from, long to, long all) throws Exception {
    sql.run(
        """
        create temporary table made on commit preserve rows as
        select n as id, case when n %% 2000 between 1 and 1000 then n - (n - 1) %% 1000 else n end as job,
            (select min(id) from device) + (n * 7919) %% %d as device,
            case when n %% 10000 = 1077 then 'cancelled' when n %% 500 = 3 then 'interrupted'
                 when n %% 25 = 4 then 'error' else 'ok' end as status,
            now() - make_interval(secs => 30 * (%d - n)) as at
        from generate_series(%d::bigint, %d::bigint) n
        """
            .formatted(DEVICES, all, from, to));
    sql.run(
        """
        insert into job (id, customer_id, type, mode, requested_by, requester_id, payload, total,
            made, pending, ok, error, cancelled, interrupted, created_at, started_at, finished_at,
            title, priority)
        overriding system value
        select job, 1, 'run_commands', 'read', case when job % 1000 = 7 then 'rarely' else 'user-' || job % 20 end,
            1, '{"commands": ["show version"], "targets": {}}', count(*), count(*), 0,
            count(*) filter (where status = 'ok'), count(*) filter (where status = 'error'),
            count(*) filter (where status = 'cancelled'),
            count(*) filter (where status = 'interrupted'), min(at), min(at), max(at),
            case when job % 50000 = 1009 then 'quarterly audit ' || job else 'show version' end, 'bulk'
        from made group by job
        """);
    sql.run(
        """
        insert into run (id, job_id, customer_id, device_id, hostname, address, port, platform,
            commands, status, cause, node, bytes, lines, seq, created_at, started_at, finished_at,
            attempt, scopes)
        overriding system value
        select m.id, m.job, 1, m.device, d.hostname, d.address, d.port, d.platform,
            '{show version}', m.status,
            case when m.status <> 'ok' then '{"code": "silent", "summary": "The device fell silent.",
                "expected": "the prompt", "lastBytes": "", "advice": "Look at the device."}'::jsonb end,
            'node-1', 100, 3, 1, m.at, m.at, m.at, 1, array['global', 'customer:1', 'site:1/' || d.site]
        from made m join device d on d.id = m.device order by m.id
        """);
    sql.run(
        """
        insert into run_entry (run_id, seq, at, line_start, line, command, part, data)
        select id, 1, at, true, 1, 0, 'OUTPUT', decode(repeat(md5(id::text), 6) || '0d0a0d0a', 'hex')
        from made
        """);
    sql.run(
        """
        insert into job_event (job_id, seq, run_id, status, entry)
        select job, row_number() over (partition by job order by id), id, status, 1 from made
        """);
    sql.run("update job j set seq = j.total where id in (select job from made)");
    sql.run("drop table made");
  }

  private interface Paths {
    String next() throws Exception;
  }

  private void measureAll(long runs) throws Exception {
    figures.progress("warming up");
    for (int i = 0; i < REQUESTS; i++) {
      server.get("/runs?limit=50");
      server.get("/jobs?limit=50");
    }
    long inJobs = Math.max(1, runs / 2_000);
    measure("runs: the newest", () -> "/runs?limit=50");
    measure("runs: status error", () -> "/runs?limit=50&status=error");
    measure("runs: status cancelled, one in 10,000", () -> "/runs?limit=50&status=cancelled");
    measure("runs: status running, none", () -> "/runs?limit=50&status=running");
    measure("runs: of a device", () -> "/runs?limit=50&device=sw-" + (1 + random.nextInt(DEVICES)));
    measure(
        "runs: of a device, status error",
        () -> "/runs?limit=50&status=error&device=sw-" + (1 + random.nextInt(DEVICES)));
    measure(
        "runs: of a job of 1,000",
        () -> "/runs?limit=50&job=" + (1 + 2_000 * random.nextLong(inJobs)));
    measure(
        "runs: of a job of 1,000, status cancelled",
        () -> "/runs?limit=50&status=cancelled&job=" + (1 + 2_000 * random.nextLong(inJobs)));
    walk("runs: pages to the 1,000th", "/runs?limit=50");
    walk("runs: pages of status error", "/runs?limit=50&status=error");
    measure("jobs: the newest", () -> "/jobs?limit=50");
    measure("jobs: status failed", () -> "/jobs?limit=50&status=failed");
    measure("jobs: status cancelled, few", () -> "/jobs?limit=50&status=cancelled");
    measure("jobs: status running, none", () -> "/jobs?limit=50&status=running");
    measure("jobs: of a person", () -> "/jobs?limit=50&requester=user-" + random.nextInt(20));
    measure("jobs: of a person who asked rarely", () -> "/jobs?limit=50&requester=rarely");
    measure("jobs: with a frequent word", () -> "/jobs?limit=50&q=version");
    measure("jobs: with a rare word", () -> "/jobs?limit=50&q=audit");
    measure("jobs: with a word that none has", () -> "/jobs?limit=50&q=zebra" + random.nextInt(99));
    measure("jobs: with a short word that none has", () -> "/jobs?limit=50&q=zq");
    measure(
        "jobs: rare word, of a person",
        () -> "/jobs?limit=50&q=audit&requester=user-" + random.nextInt(20));
    walk("jobs: pages to the 1,000th", "/jobs?limit=50");
  }

  private void measure(String name, Paths paths) throws Exception {
    Histogram took = new Histogram(60_000_000L, 3);
    for (int i = 0; i < REQUESTS; i++) {
      took.recordValue(micros(paths.next()));
      if (took.getTotalCount() >= 10 && took.getMean() > 1_000_000) {
        break; // it is lost; there is no need to wait
      }
    }
    add(name, took);
  }

  private void walk(String name, String path) throws Exception {
    Histogram took = new Histogram(60_000_000L, 3);
    String cursor = null;
    for (int i = 0; i < PAGES; i++) {
      long began = System.nanoTime();
      JsonNode page = server.get(cursor == null ? path : path + "&cursor=" + cursor);
      took.recordValue((System.nanoTime() - began) / 1_000);
      cursor = cursorOf(page);
      if (cursor == null) {
        break;
      }
    }
    add(name, took);
  }

  private static @Nullable String cursorOf(JsonNode page) {
    return page.path("next").isNull() ? null : page.path("next").asString();
  }

  private long micros(String path) throws IOException, InterruptedException {
    long began = System.nanoTime();
    server.get(path);
    return (System.nanoTime() - began) / 1_000;
  }

  private void add(String name, Histogram took) {
    figures.add(name + ", p50", "ms", took.getValueAtPercentile(50) / 1e3);
    figures.add(name + ", p99", "ms", took.getValueAtPercentile(99) / 1e3);
    figures.atMost("lists", name + ", p99", LIMIT_MILLIS);
    figures.progress(
        "%s: p50 %.1f ms, p99 %.1f ms"
            .formatted(
                name, took.getValueAtPercentile(50) / 1e3, took.getValueAtPercentile(99) / 1e3));
  }
}
