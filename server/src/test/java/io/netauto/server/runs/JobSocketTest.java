package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.server.testing.ServerTest;
import java.lang.management.ManagementFactory;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The WebSocket of a job with clients that are slow, or wait long. */
@Import(MadeJob.class)
@Timeout(180)
class JobSocketTest extends ServerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int RUNS = 40;
  private static final int PIECES = 8;
  private static final int PIECE_BYTES = 60_000;

  @Autowired private MadeJob made;

  /** A client that takes a message when it is asked to. */
  private static final class Slow implements WebSocket.Listener {
    private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<Boolean> pinged = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public void onOpen(WebSocket socket) {
      // Nothing is asked for yet.
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(JSON.readTree(text.toString()));
        text.setLength(0);
      } else {
        socket.request(1);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      pinged.complete(true);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }

    JsonNode next(WebSocket socket) throws Exception {
      socket.request(1);
      JsonNode message = messages.poll(30, TimeUnit.SECONDS);
      assertThat(message).as("a message").isNotNull();
      return message;
    }
  }

  private WebSocket open(String path, Slow client) throws Exception {
    return admin().webSocket(path, Map.of(), client).get(20, TimeUnit.SECONDS);
  }

  private static String line(long run, int i) {
    String words = "run " + run + " line " + i + " ";
    return words + "x".repeat(PIECE_BYTES - words.length());
  }

  private void play(long run) {
    Claimed claimed = made.claim(run);
    for (int i = 1; i <= PIECES; i++) {
      made.says(claimed, i - 1, line(run, i) + "\n");
    }
    made.ends(claimed, PIECES, RunEnd.ok(new byte[32]));
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void add(Map<Long, List<String>> lines, JsonNode message) {
    for (JsonNode output : message.path("data").path("output")) {
      long run = output.path("run").asLong();
      for (JsonNode line : output.path("lines")) {
        lines.computeIfAbsent(run, r -> new ArrayList<>()).add(line.path("text").asString());
      }
    }
  }

  @Test
  void a_slow_client_costs_little_memory_and_sees_each_chunk_once_and_in_order() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      names.add(unique("slow"));
    }
    MadeJob.Made job = made.make(names);
    String path = "/ws/jobs/" + job.job() + "?output=true";
    Slow slow = new Slow();
    WebSocket socket = open(path, slow);
    assertThat(slow.next(socket).path("type").asString()).isEqualTo("job");
    long before = heap();
    job.runs().forEach(this::play); // 19 MB, of which it takes nothing
    assertThat(heap() - before).as("bytes held for it").isLessThan(8L << 20);

    Map<Long, List<String>> lines = new HashMap<>();
    long seq = 0;
    for (int taken = 0; taken < 3; ) {
      JsonNode message = slow.next(socket);
      if (message.path("type").asString().equals("runs")) {
        add(lines, message);
        seq = message.path("id").asLong();
        taken++;
      }
    }
    socket.abort();

    Slow again = new Slow();
    WebSocket back = open(path + "&after=" + seq, again);
    boolean over = false;
    while (!over) {
      JsonNode message = again.next(back);
      add(lines, message);
      over = message.path("type").asString().equals("end");
    }
    back.request(1);
    assertThat(again.closed.get(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    for (long run : job.runs()) {
      List<String> wanted = new ArrayList<>();
      for (int i = 1; i <= PIECES; i++) {
        wanted.add(line(run, i));
      }
      assertThat(lines.get(run)).isEqualTo(wanted);
    }
  }

  @Test
  void a_client_of_a_job_in_which_nothing_happens_is_pinged() throws Exception {
    MadeJob.Made job = made.make(List.of(unique("quiet")));
    Slow client = new Slow();
    WebSocket socket = open("/ws/jobs/" + job.job(), client);
    socket.request(10);
    assertThat(client.pinged.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(client.closed).isNotDone();
    socket.abort();
    admin().post("/api/v1/jobs/" + job.job() + "/cancel", Map.of()).with(202);
  }
}
