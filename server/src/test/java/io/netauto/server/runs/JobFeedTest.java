package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.identity.Actor;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.server.testing.ServerTest;
import java.io.IOException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The feed of a job on a real PostgreSQL, while many runs move at once. */
@Import(MadeJob.class)
class JobFeedTest extends ServerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PIECES = 8;

  @Autowired private JobFeed feed;
  @Autowired private MadeJob made;
  @Autowired private SharedFeeds shared;
  @Autowired private JobEvents events;
  @Autowired private RunReader reader;
  @Autowired private Masks masks;
  @Autowired private RunJobs runJobs;

  private MadeJob.Made job(int runs) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      names.add(unique("fed"));
    }
    return made.make(names);
  }

  /** Pieces end within lines, so that a reader in the middle has to know what came before. */
  private static String piece(long run, int i) {
    return (i == 1 ? "" : "end " + (i - 1) + "\n")
        + "run "
        + run
        + " line "
        + i
        + (i == PIECES ? "\n" : " ");
  }

  private static List<String> lines(long run) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < PIECES; i++) {
      lines.add("run " + run + " line " + i + " end " + i);
    }
    lines.add("run " + run + " line " + PIECES);
    return lines;
  }

  /** Runs a run from its claim to its end, in small steps. */
  private void play(long run) {
    Claimed claimed = made.claim(run);
    for (int i = 1; i <= PIECES; i += 2) {
      made.says(claimed, i - 1, piece(run, i), piece(run, i + 1));
    }
    made.ends(claimed, PIECES, RunEnd.ok(new byte[32]));
  }

  private void playAll(MadeJob.Made job) throws Exception {
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      List<Future<?>> plays = new ArrayList<>();
      for (long run : job.runs()) {
        plays.add(nodes.submit(() -> play(run)));
      }
      for (Future<?> play : plays) {
        play.get();
      }
    }
  }

  /** Somebody who notes what is told, and may go away at every so many messages. */
  private final class Subscriber implements JobFeed.Sink {
    private final MadeJob.Made job;
    private final int leavesAfter;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Map<Long, List<String>> lines = new HashMap<>();
    private final Map<Long, RunNews> runs = new TreeMap<>();
    private final List<JobNews> all = new ArrayList<>();
    private long seq;
    private long jobSeq;
    private int messages;
    private boolean ended;

    Subscriber(MadeJob.Made job, int leavesAfter) {
      this.job = job;
      this.leavesAfter = leavesAfter;
    }

    /** Follows to the end, from where it was each time it came back. */
    Subscriber follow() throws InterruptedException {
      while (!ended) {
        try {
          feed.follow(made.actor(), job.job(), seq, View.OUTPUT, this);
        } catch (IOException e) {
          messages = 0;
        }
      }
      return this;
    }

    @Override
    public void job(Job told) {
      assertThat(told.seq()).isGreaterThanOrEqualTo(jobSeq);
      jobSeq = told.seq();
      begun.countDown();
    }

    @Override
    public void news(JobNews news) throws IOException {
      if (leavesAfter > 0 && messages++ == leavesAfter) {
        throw new IOException("went away before it was told");
      }
      all.add(news);
      long after = news.after();
      long to = news.seq();
      assertThat(after).isEqualTo(seq);
      assertThat(to).isGreaterThan(after);
      seq = to;
      for (RunNews run : news.runs()) {
        assertThat(run.seq()).isBetween(after + 1, to);
        runs.put(run.id(), run);
      }
      for (RunOutput piece : news.output()) {
        piece
            .lines()
            .forEach(
                line ->
                    lines.computeIfAbsent(piece.run(), id -> new ArrayList<>()).add(line.text()));
      }
    }

    @Override
    public void end(Job over) {
      assertThat(over.isFinal()).isTrue();
      assertThat(seq).isEqualTo(over.seq());
      ended = true;
    }

    @Override
    public void ping() {}

    void sawAll() {
      assertThat(runs.keySet()).containsExactlyElementsOf(job.runs());
      for (long run : job.runs()) {
        assertThat(lines.get(run)).isEqualTo(lines(run));
        assertThat(runs.get(run).status()).isEqualTo(RunStatus.OK);
        // Equal for equal outputs of a job, and not the sum itself.
        assertThat(runs.get(run).answer())
            .matches("[0-9a-f]{64}")
            .isNotEqualTo("00".repeat(32))
            .isEqualTo(runs.get(job.runs().getFirst()).answer());
      }
    }
  }

  private static Future<Subscriber> begin(ExecutorService threads, Subscriber subscriber)
      throws InterruptedException {
    Future<Subscriber> whole = threads.submit(subscriber::follow);
    assertThat(subscriber.begun.await(20, TimeUnit.SECONDS)).isTrue();
    return whole;
  }

  @Test
  void everybody_sees_everything_once_whenever_they_come() throws Exception {
    MadeJob.Made job = job(30);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Subscriber>> all = new ArrayList<>();
      all.add(begin(threads, new Subscriber(job, 0)));
      all.add(begin(threads, new Subscriber(job, 0)));
      all.add(begin(threads, new Subscriber(job, 1)));
      for (long run : job.runs().subList(0, 10)) {
        play(run);
      }
      all.add(begin(threads, new Subscriber(job, 0)));
      all.add(begin(threads, new Subscriber(job, 3)));
      playAll(new MadeJob.Made(job.job(), job.runs().subList(10, 30)));
      for (Future<Subscriber> one : all) {
        one.get(60, TimeUnit.SECONDS).sawAll();
      }
    }
    new Subscriber(job, 0).follow().sawAll();
    new Subscriber(job, 1).follow().sawAll();
  }

  @Test
  void those_who_follow_live_are_told_from_one_reading() throws Exception {
    MadeJob.Made job = job(20);
    int followers = 10;
    List<JobNews> told = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Subscriber>> all = new ArrayList<>();
      for (int i = 0; i < followers; i++) {
        all.add(begin(threads, new Subscriber(job, 0)));
      }
      playAll(job);
      for (Future<Subscriber> one : all) {
        Subscriber subscriber = one.get(60, TimeUnit.SECONDS);
        subscriber.sawAll();
        told.addAll(subscriber.all);
      }
    }
    Set<JobNews> read = Collections.newSetFromMap(new IdentityHashMap<>());
    read.addAll(told);
    assertThat(read).hasSizeLessThan(told.size() / 3);
    assertThat(shared.size()).as("feeds that nobody uses").isZero();
  }

  private JobReading reading(MadeJob.Made job) {
    Actor actor = made.actor();
    return new JobReading(
        shared,
        new SharedFeeds.Key(actor.customer(), job.job(), View.OUTPUT, true),
        seq -> new JobFollower(events, reader, masks, actor, job.job(), seq, View.OUTPUT),
        0);
  }

  @Test
  void those_who_begin_together_are_told_from_one_reading_long_before_they_are_live()
      throws Exception {
    MadeJob.Made job = job(180);
    playAll(job);
    Subscriber one = new Subscriber(job, 0);
    Subscriber other = new Subscriber(job, 0);
    try (JobReading first = reading(job);
        JobReading second = reading(job)) {
      for (int message = 1; message <= 2; message++) {
        assertThat(first.send(one)).isTrue();
        assertThat(second.send(other)).isTrue();
      }
      assertThat(first.isLive()).isFalse();
      assertThat(other.all.getLast()).isSameAs(one.all.getLast());
      while (first.send(one)) {}
      while (second.send(other)) {}
    }
    one.sawAll();
    other.sawAll();
    assertThat(shared.size()).isZero();
  }

  @Test
  void those_who_follow_together_read_the_job_once_in_a_while() throws Exception {
    MadeJob.Made job = job(2);
    AtomicInteger read = new AtomicInteger();
    Supplier<Job> jobs =
        () -> {
          read.incrementAndGet();
          return runJobs.get(made.actor(), job.job());
        };
    Duration aWhile = Duration.ofHours(1);
    try (JobReading first = reading(job);
        JobReading second = reading(job)) {
      first.send(new Subscriber(job, 0));
      second.send(new Subscriber(job, 0));
      first.job(aWhile, jobs);
      second.job(aWhile, jobs);
      assertThat(read).hasValue(1);
      playAll(job);
      assertThat(second.job(Duration.ZERO, jobs).isFinal()).as("read anew").isTrue();
      assertThat(first.job(aWhile, jobs).isFinal()).isTrue();
      assertThat(read).hasValue(2);
    }
  }

  @Test
  void who_is_far_behind_reads_alone_until_it_is_with_the_others() throws Exception {
    MadeJob.Made job = job(2);
    Subscriber quick = new Subscriber(job, 0);
    Subscriber slow = new Subscriber(job, 0);
    try (JobReading first = reading(job);
        JobReading second = reading(job)) {
      while (first.send(quick)) {}
      while (second.send(slow)) {}
      List<Claimed> claimed = job.runs().stream().map(made::claim).toList();
      for (Claimed run : claimed) {
        for (int i = 0; i < 150; i++) { // more messages than are kept
          made.says(run, i, piece(1, 2));
          first.send(quick);
        }
      }
      while (second.send(slow)) {}
      assertThat(slow.lines).isEqualTo(quick.lines);
      assertThat(slow.lines.get(job.runs().getFirst())).hasSize(150);
      made.says(claimed.getFirst(), 150, piece(1, 2));
      assertThat(first.send(quick)).isTrue();
      assertThat(second.send(slow)).isTrue();
      assertThat(slow.all.getLast()).as("together again").isSameAs(quick.all.getLast());
    }
    assertThat(shared.size()).isZero();
  }

  @Test
  void a_signal_ends_the_wait_of_a_subscriber_that_has_seen_all() throws Exception {
    MadeJob.Made job = job(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Subscriber first = new Subscriber(job, 0);
      Future<Subscriber> whole = begin(threads, first);
      play(job.runs().getFirst());
      // Well before the ping, after which it would look by itself.
      whole.get(10, TimeUnit.SECONDS).sawAll();
    }
  }

  @Test
  void the_session_view_shows_the_unfinished_line() throws Exception {
    MadeJob.Made job = job(1);
    long run = job.runs().getFirst();
    Claimed claimed = made.claim(run);
    made.says(claimed, 0, piece(run, 1));
    List<RunOutput> told = new ArrayList<>();
    JobFeed.Sink sink =
        new JobFeed.Sink() {
          @Override
          public void job(Job job) {}

          @Override
          public void news(JobNews news) throws IOException {
            told.addAll(news.output());
            if (!news.output().isEmpty()) {
              throw new IOException("seen enough");
            }
          }

          @Override
          public void end(Job job) {}

          @Override
          public void ping() {}
        };
    assertThatThrownBy(() -> feed.follow(made.actor(), job.job(), 0, View.SESSION, sink))
        .hasMessage("seen enough");
    assertThat(told.getFirst().lines()).isEmpty();
    assertThat(told.getFirst().partial())
        .isNotNull()
        .extracting(RunLine::text)
        .isEqualTo("run " + run + " line 1 ");
  }

  /** The messages of a whole stream of server-sent events. */
  private static List<JsonNode> runsEvents(String stream) {
    List<JsonNode> events = new ArrayList<>();
    for (String event : stream.split("\n\n")) {
      if (event.startsWith("event: runs\n")) {
        JsonNode data = JSON.readTree(event.substring(event.indexOf("data: ") + 6));
        assertThat(event).contains("\nid: " + data.path("seq").asLong() + "\n");
        events.add(data);
      }
    }
    return events;
  }

  private static Map<Long, List<String>> linesOf(List<JsonNode> events, long from) {
    Map<Long, List<String>> lines = new HashMap<>();
    long seq = from;
    for (JsonNode event : events) {
      assertThat(event.path("after").asLong()).isEqualTo(seq);
      seq = event.path("seq").asLong();
      for (JsonNode output : event.path("output")) {
        for (JsonNode line : output.path("lines")) {
          lines
              .computeIfAbsent(output.path("run").asLong(), id -> new ArrayList<>())
              .add(line.path("text").asString());
        }
      }
    }
    return lines;
  }

  @Test
  void the_events_of_the_api_resume_anywhere() throws Exception {
    MadeJob.Made job = job(180);
    playAll(job);
    String path = "/api/v1/jobs/" + job.job() + "/events";
    Answer whole = admin().get(path + "?output=true");
    assertThat(whole.header("Content-Type")).startsWith("text/event-stream");
    assertThat(whole.response().body()).endsWith("\n\n").contains("event: job\n", "event: end\n");
    List<JsonNode> events = runsEvents(whole.response().body());
    assertThat(events).hasSizeGreaterThan(2);
    Map<Long, List<String>> all = linesOf(events, 0);
    for (long run : job.runs()) {
      assertThat(all.get(run)).isEqualTo(lines(run));
    }
    for (int cut = 1; cut < events.size(); cut++) {
      long at = events.get(cut - 1).path("seq").asLong();
      Answer rest = admin().header("Last-Event-ID", Long.toString(at)).get(path + "?output=true");
      Map<Long, List<String>> before = linesOf(events.subList(0, cut), 0);
      linesOf(runsEvents(rest.response().body()), at)
          .forEach(
              (run, more) -> before.computeIfAbsent(run, id -> new ArrayList<>()).addAll(more));
      assertThat(before).isEqualTo(all);
    }
    assertThat(runsEvents(admin().get(path).response().body()))
        .allSatisfy(event -> assertThat(event.path("output")).isEmpty());
  }

  @Test
  void another_customer_sees_no_feed() {
    MadeJob.Made job = job(1);
    String path = "/api/v1/jobs/" + job.job() + "/events";
    adminOfAnotherCustomer().get(path).problem(404, "job_not_found");
    nobody().get(path).problem(401, "not_logged_in");
    admin().get(path + "?after=x").problem(422, "invalid_fields");
  }

  /** What a WebSocket says, until it is closed. */
  private static final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final List<JsonNode> messages = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }

    List<JsonNode> runs() {
      return messages.stream()
          .filter(m -> m.path("type").asString().equals("runs"))
          .map(m -> m.path("data"))
          .toList();
    }
  }

  @Test
  void a_web_socket_tells_the_same() throws Exception {
    MadeJob.Made job = job(12);
    String path = "/ws/jobs/" + job.job();
    Listener live = new Listener();
    admin().webSocket(path + "?output=true", Map.of(), live).get(20, TimeUnit.SECONDS);
    playAll(job);
    assertThat(live.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1000);
    Map<Long, List<String>> all = linesOf(live.runs(), 0);
    for (long run : job.runs()) {
      assertThat(all.get(run)).isEqualTo(lines(run));
    }
    assertThat(live.messages.getFirst().path("type").asString()).isEqualTo("job");
    assertThat(live.messages.getLast().path("type").asString()).isEqualTo("end");

    long at = live.runs().getFirst().path("seq").asLong();
    Listener late = new Listener();
    admin().webSocket(path + "?after=" + at, Map.of(), late).get(20, TimeUnit.SECONDS);
    assertThat(late.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1000);
    assertThat(late.runs().getFirst().path("after").asLong()).isEqualTo(at);
  }

  private static void refused(CompletableFuture<WebSocket> opening, int status) {
    assertThatThrownBy(opening::join)
        .isInstanceOfSatisfying(
            CompletionException.class,
            e ->
                assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        h -> assertThat(h.getResponse().statusCode()).isEqualTo(status)));
  }

  @Test
  void a_web_socket_opens_to_its_customer_and_from_this_server_only() {
    MadeJob.Made job = job(1);
    String path = "/ws/jobs/" + job.job();
    refused(adminOfAnotherCustomer().webSocket(path, Map.of(), new Listener()), 404);
    refused(nobody().webSocket(path, Map.of(), new Listener()), 401);
    refused(admin().webSocket("/ws/jobs/x", Map.of(), new Listener()), 404);
    refused(admin().webSocket(path + "?output=all", Map.of(), new Listener()), 422);
    refused(
        admin().webSocket(path, Map.of("Origin", "https://elsewhere.example"), new Listener()),
        403);
  }
}
