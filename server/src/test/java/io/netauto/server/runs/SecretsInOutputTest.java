package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Mark;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Logins;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.server.testing.ServerTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What a device prints of its secrets, on every way out, for who may see it and who may not. */
@Timeout(120)
class SecretsInOutputTest extends ServerTest {
  private static final String COMMUNITY = "Pl4ntedCommunity";
  private static final String HASH = "$9$Pl4ntedHash.abcdefgh";
  private static final String KEY_LINE = "TUlJRXBBSUJBQUtDQVFFQXBsYW50ZWRrZXlsaW5l";
  private static final String LAST_WORD = "Pl4ntedLastWord";
  private static final List<String> SECRETS = List.of(COMMUNITY, HASH, KEY_LINE, LAST_WORD);

  private static final String OUTPUT =
      "hostname r1\r\n"
          + "enable secret 9 "
          + HASH
          + "\r\n"
          + "snmp-server community "
          + COMMUNITY
          + " RO\r\n"
          + "crypto key import\r\n"
          + "-----BEGIN RSA PRIVATE KEY-----\r\n"
          + (KEY_LINE + "\r\n").repeat(20)
          + "-----END RSA PRIVATE KEY-----\r\n"
          + "interface Ethernet0\r\n"
          + " description uplink\r\n";

  private static final Path TEMPLATES = templates();

  @Autowired private Recorder recorder;
  @Autowired private RunStates states;
  @Autowired private JobTable targets;
  @Autowired private Jobs jobs;
  @Autowired private Logins logins;
  @Autowired private TransactionTemplate transaction;
  @Autowired private LiveFeed feed;

  private final List<Claimed> runs = new ArrayList<>();
  private JobId job = new JobId(1);

  private static Path templates() {
    try {
      Path folder = Files.createTempDirectory("templates");
      Files.writeString(
          folder.resolve("index"),
          "Template, Hostname, Platform, Command\n\nwords.textfsm, .*, cisco_ios, show run\n");
      Files.writeString(
          folder.resolve("words.textfsm"),
          "Value FIRST (\\S+)\nValue REST (.*)\n\nStart\n  ^${FIRST}\\s*${REST} -> Record\n");
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void templateFolder(DynamicPropertyRegistry settings) {
    settings.add("netauto.textfsm", TEMPLATES::toString);
  }

  @BeforeEach
  void twoRuns() {
    List<DeviceId> devices = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      devices.add(
          new DeviceId(
              admin()
                  .post(
                      "/api/v1/devices",
                      Map.of(
                          "hostname",
                          unique("hides"),
                          "address",
                          "192.0.2.1",
                          "platform",
                          "cisco_ios"))
                  .with(201)
                  .path("id")
                  .asLong()));
    }
    CustomerId customer = logins.firstAdmin().customer();
    transaction.executeWithoutResult(
        status -> {
          JobOrder order = JobOrder.of(List.of("show run"), Map.of());
          job =
              jobs.create(
                      logins.firstAdmin(),
                      NewJob.single(
                          "run_commands", NewJob.Mode.READ, "show run", order.payload(), null))
                  .orElseThrow();
          JobTable.Plan plan =
              new JobTable.Plan(job, customer, NewJob.Mode.READ, true, false, 1, 1, order);
          jdbc.sql("update job set total = 2, pending = 2, made = 2 where id = :id")
              .param("id", job.value())
              .update();
          runs.addAll(states.claim(targets.make(plan, targets.targets(customer, devices))));
        });
    assertThat(runs).hasSize(2);
  }

  private RunLog log(Claimed run) {
    return new RunLog(run, recorder::dirty, () -> {}, Clock.systemUTC());
  }

  private static void says(RunLog log, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    log.bytes(bytes, 0, bytes.length);
    assertThat(log.flush()).isTrue();
  }

  private static RunLog began(RunLog log) {
    says(log, "Welcome\r\nr1#");
    log.mark(new Mark.Ready("r1#"));
    log.mark(new Mark.CommandSent(0, "show run"));
    says(log, "show run\r\n");
    log.mark(new Mark.OutputBegan(0));
    return log;
  }

  /** Each piece is an entry of its own, and its end may be anywhere. */
  private static void ended(RunLog log, int piece) {
    for (int at = 0; at < OUTPUT.length(); at += piece) {
      says(log, OUTPUT.substring(at, Math.min(OUTPUT.length(), at + piece)));
    }
    says(log, "r1#");
    log.mark(new Mark.OutputEnded(0, 3));
    assertThat(log.end(RunEnd.ok(log.sum()))).isTrue();
  }

  /** The first ends ok, the second fails with last words. */
  private void talk(int piece) {
    ended(began(log(runs.getFirst())), piece);
    RunLog log = began(log(runs.getLast()));
    says(log, OUTPUT);
    String lastWords =
        "x".repeat(300)
            + " tail of a line\\r\\n"
            + KEY_LINE
            + "\\r\\nr1#sh run\\r\\nsnmp-server community "
            + LAST_WORD
            + " RO\\r\\n"
            + "y".repeat(100);
    assertThat(
            log.end(
                RunEnd.because(
                    RunStatus.ERROR,
                    new Run.Cause(
                        "silent",
                        "The device sent nothing after snmp-server community " + LAST_WORD + ".",
                        "",
                        lastWords,
                        "Try again."))))
        .isTrue();
  }

  /** Every way on which the output of a device leaves the server. */
  enum Way {
    LINES_OF_THE_SESSION("/api/v1/runs/A/lines?limit=5000"),
    LINES_OF_THE_OUTPUT("/api/v1/runs/A/lines?limit=5000&view=output"),
    LINES_FROM_THE_MIDDLE_OF_THE_KEY("/api/v1/runs/A/lines?after=12"),
    EVENTS_OF_THE_SESSION("/api/v1/runs/A/events"),
    EVENTS_OF_THE_OUTPUT("/api/v1/runs/A/events?view=output"),
    EVENTS_OF_THE_JOB("/api/v1/jobs/J/events?output=session"),
    WEB_SOCKET("/ws/jobs/J?output=session"),
    CLEAN_TEXT("/api/v1/runs/A/output?format=text"),
    RAW_BYTES("/api/v1/runs/A/output?format=raw"),
    ALL_OF_THE_JOB("/api/v1/jobs/J/output.zip"),
    COMPARISON("/api/v1/jobs/J/compare?a=A&b=B"),
    PAGE_OF_COMPARISON("/jobs/J/compare?a=A&b=B"),
    ROWS("/api/v1/runs/A/rows"),
    ROWS_AS_TABLE("/api/v1/runs/A/rows?format=table"),
    ROWS_AS_CSV("/api/v1/runs/A/rows?format=csv"),
    ROWS_OF_THE_JOB("/api/v1/jobs/J/rows"),
    ROWS_OF_THE_JOB_AS_CSV("/api/v1/jobs/J/rows?format=csv"),
    PAGE_OF_ROWS("/runs/A/table"),
    PAGE_OF_ROWS_OF_THE_JOB("/jobs/J/table"),
    PAGE("/runs/A"),
    PAGE_OF_THE_FAILED("/runs/B"),
    FAILED("/api/v1/runs/B"),
    FAILED_OF_THE_JOB("/api/v1/jobs/J/runs"),
    FAILED_OF_ALL("/api/v1/runs"),
    CAUSES("/api/v1/jobs/J/causes");

    private final String path;

    Way(String path) {
      this.path = path;
    }
  }

  private String taken(Way way, Client client) throws Exception {
    String path =
        way.path
            .replace("J", job.toString())
            .replace("A", runs.getFirst().id().toString())
            .replace("B", runs.getLast().id().toString());
    return switch (way) {
      case WEB_SOCKET -> socket(client, path);
      case ALL_OF_THE_JOB -> unzipped(client.bytes(path));
      default -> new String(client.bytes(path), StandardCharsets.UTF_8);
    };
  }

  private static String socket(Client client, String path) throws Exception {
    StringBuilder all = new StringBuilder();
    CompletableFuture<String> closed = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            all.append(data);
            socket.request(1);
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(all.toString());
            return CompletableFuture.completedFuture(null);
          }
        };
    client.webSocket(path, Map.of(), listener).get(10, TimeUnit.SECONDS);
    return closed.get(30, TimeUnit.SECONDS);
  }

  private static String unzipped(byte[] archive) throws IOException {
    StringBuilder all = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  /** Pages want the session of a browser. */
  private Client person(String role, Way way) {
    String name = user(role);
    if (way.path.startsWith("/api") || way.path.startsWith("/ws")) {
      return withKey(key(name, PASSWORD));
    }
    Client client = nobody();
    assertThat(client.logIn(name, PASSWORD, Map.of()).status()).isEqualTo(302);
    return client;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void who_lacks_the_right_finds_no_secret_on_any_way(Way way) throws Exception {
    talk(7);
    String seen = taken(way, person("admin", way));
    assertThat(SECRETS.stream().filter(seen::contains)).as("an admin sees them").isNotEmpty();

    for (String role : List.of("viewer", "operator")) {
      String masked = taken(way, person(role, way));
      assertThat(masked)
          .as(role)
          .doesNotContain(SECRETS)
          .doesNotContain(SECRETS.stream().map(s -> s.substring(3)).toList())
          .containsAnyOf("<secret hidden>", "&lt;secret hidden>", "&lt;secret hidden&gt;");
    }
  }

  @Test
  void an_api_key_without_the_scope_sees_no_secret_either() throws Exception {
    talk(50);
    String key =
        admin()
            .post("/api/v1/api-keys", Map.of("name", "narrow", "scopes", List.of("runs:read")))
            .with(201)
            .path("apiKey")
            .asString();
    assertThat(taken(Way.CLEAN_TEXT, withKey(key))).doesNotContain(SECRETS).contains("hostname r1");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void lines_are_the_same_however_the_output_is_cut(Cut cut) throws Exception {
    talk(cut.bytes);
    Client viewer = as("viewer");
    List<String> lines =
        viewer
            .get("/api/v1/runs/" + runs.getFirst().id() + "/lines?limit=5000&view=output")
            .with(200)
            .path("lines")
            .valueStream()
            .map(line -> line.path("text").asString())
            .toList();
    assertThat(lines)
        .isEqualTo(
            OUTPUT
                .lines()
                .map(line -> line.replace(COMMUNITY, "<secret hidden>"))
                .map(line -> line.replace(HASH, "<secret hidden>"))
                .map(line -> line.replace(KEY_LINE, "<secret hidden>"))
                .toList());
  }

  enum Cut {
    EACH_BYTE(1),
    SMALL(13),
    WHOLE(10_000);

    private final int bytes;

    Cut(int bytes) {
      this.bytes = bytes;
    }
  }

  /** Notes what it is told, and goes away after so many messages. */
  private static final class Reader implements LiveFeed.Sink {
    private final List<String> lines = new ArrayList<>();
    private int left = 1;
    private int seq;
    private boolean over;

    @Override
    public void run(Run run) {}

    @Override
    public void lines(int at, List<RunLine> news, @org.jspecify.annotations.Nullable RunLine part)
        throws IOException {
      seq = at;
      for (RunLine line : news) {
        assertThat(line.n()).isEqualTo(lines.size() + 1);
        lines.add(line.text());
      }
      if (part != null) {
        assertThat(SECRETS.stream().filter(s -> part.text().contains(s.substring(0, 4)))).isEmpty();
      }
      if (left-- == 0) {
        left = 1;
        throw new IOException("goes away");
      }
    }

    @Override
    public void end(Run run) {
      over = true;
    }

    @Override
    public void ping() {}
  }

  @Test
  void a_live_stream_goes_on_in_the_middle_of_a_key_without_a_gap_or_a_secret() throws Exception {
    RunLog log = began(log(runs.getFirst()));
    Reader reader = new Reader();
    Thread follower =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!reader.over) {
                    try {
                      feed.follow(viewer(), runs.getFirst().id(), reader.seq, View.SESSION, reader);
                    } catch (IOException e) {
                      // Comes back at the place where it was.
                    } catch (InterruptedException e) {
                      return;
                    }
                  }
                });
    ended(log, 11);
    assertThat(follower.join(java.time.Duration.ofSeconds(60))).isTrue();
    List<String> whole =
        as("viewer")
            .get("/api/v1/runs/" + runs.getFirst().id() + "/lines?limit=5000")
            .with(200)
            .path("lines")
            .valueStream()
            .map(line -> line.path("text").asString())
            .toList();
    assertThat(reader.lines).isEqualTo(whole).doesNotContain(KEY_LINE).contains("<secret hidden>");
  }

  private io.netauto.server.identity.Actor viewer() {
    return new io.netauto.server.identity.Actor(
        logins.firstAdmin().user(),
        "viewer",
        logins.firstAdmin().customer(),
        io.netauto.server.identity.Role.VIEWER,
        false);
  }

  @Test
  void pages_of_lines_join_without_a_seam() throws Exception {
    talk(10_000);
    Client viewer = as("viewer");
    List<String> pages = new ArrayList<>();
    for (int after = 0; after < 30; after += 3) {
      viewer
          .get("/api/v1/runs/" + runs.getFirst().id() + "/lines?limit=3&after=" + after)
          .with(200)
          .path("lines")
          .forEach(line -> pages.add(line.path("n").asLong() + line.path("text").asString()));
    }
    assertThat(Stream.of(pages).flatMap(List::stream).filter(p -> p.contains(KEY_LINE))).isEmpty();
    assertThat(pages).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void no_table_holds_a_secret_in_plain() {
    talk(5_000);
    for (Claimed run : runs) {
      String stored =
          jdbc.sql(
                  """
                  select coalesce(string_agg(encode(coalesce(e.data, ''), 'escape')
                          || coalesce(e.mark::text, ''), ''), '')
                      || (select r::text || encode(coalesce(last_words, ''), 'escape')
                          from run r where r.id = :run)
                  from run_entry e where e.run_id = :run
                  """)
              .param("run", run.id().value())
              .query(String.class)
              .single();
      assertThat(stored).doesNotContain(COMMUNITY, HASH, KEY_LINE, "uplink", "tail of a line");
    }
  }

  @Test
  void output_that_was_stored_before_it_was_sealed_stays_readable() {
    RunLog log = began(log(runs.getFirst()));
    jdbc.sql(
            """
            update run_entry set data = convert_to(E'old line\\r\\n', 'UTF8'), sealed = false
            where run_id = :run and seq = 1
            """)
        .param("run", runs.getFirst().id().value())
        .update();
    ended(log, 100);
    assertThat(
            admin()
                .get("/api/v1/runs/" + runs.getFirst().id() + "/lines?limit=1")
                .with(200)
                .path("lines")
                .path(0)
                .path("text")
                .asString())
        .isEqualTo("old line");
  }

  @Test
  void sealed_output_cannot_be_moved_to_another_run() {
    talk(5_000);
    jdbc.sql(
            """
            update run_entry set data = (select data from run_entry
                where run_id = :other and seq = 1) where run_id = :run and seq = 1
            """)
        .param("run", runs.getFirst().id().value())
        .param("other", runs.getLast().id().value())
        .update();
    admin().get("/api/v1/runs/" + runs.getFirst().id() + "/lines").with(500);
  }

  @Test
  void who_reads_secrets_is_on_record_once_for_a_run_and_an_hour() {
    talk(5_000);
    admin().get("/api/v1/runs/" + runs.getFirst().id() + "/lines").with(200);
    admin().get("/api/v1/runs/" + runs.getFirst().id() + "/lines?after=5").with(200);
    as("viewer").get("/api/v1/runs/" + runs.getFirst().id() + "/lines").with(200);
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from audit_event
                    where action = 'output.read' and kind = 'run' and object_id = :run
                    """)
                .param("run", runs.getFirst().id().toString())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }
}
