package io.netauto.e2e;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Clients that keep asking for jobs while servers die, and what they were told. Each asks for a job
 * that reads or changes a few devices, follows one of its runs, and waits for the end of the job; a
 * server that is away is asked again, by the same key, or another one is.
 */
final class Load {
  private static final Duration AWAY = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration FOLLOW_LIMIT = Duration.ofSeconds(60);
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Supplier<@Nullable Api> servers;
  private final List<String> devices;
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean asking;

  /**
   * A job that a server acknowledged.
   *
   * @param text what its change command has that no other has; empty for one that reads
   */
  record Asked(long job, String text, int devices) {}

  /**
   * What somebody saw of a run.
   *
   * @param lines by number, as "part text"
   * @param bytes the most that the run was said to have
   * @param breaks how often the stream broke
   */
  record Seen(long run, SortedMap<Long, String> lines, long bytes, int breaks) {}

  /**
   * @param servers one that is believed to be alive, at random; null while none is
   */
  Load(Supplier<@Nullable Api> servers, List<String> devices) {
    this.servers = servers;
    this.devices = devices;
  }

  /** The number of a change command's text, which is unique among all loads of this JVM. */
  static String text(long number) {
    return "change-" + number;
  }

  void begin(int count, long seed) {
    asking = true;
    for (int i = 0; i < count; i++) {
      Random random = new Random(seed * 1_000 + i);
      clients.add(Thread.ofVirtual().start(() -> client(random)));
    }
  }

  /** Jobs that are being asked for are asked for to the end. */
  void askNoMore() {
    asking = false;
  }

  /** Waits for the clients; what they failed by fails the test. */
  void awaitClients() {
    for (Thread client : clients) {
      try {
        if (!client.join(PATIENCE)) {
          throw new AssertionError("A client is not over after " + PATIENCE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    clients.clear();
    Throwable fault = faults.poll();
    if (fault != null) {
      throw new AssertionError("A client failed: " + fault.getMessage(), fault);
    }
  }

  /** The jobs since the last call. */
  List<Asked> takeAsked() {
    return take(asked);
  }

  /** What was seen since the last call. */
  List<Seen> takeSeen() {
    return take(seen);
  }

  private static <T> List<T> take(Queue<T> from) {
    List<T> all = new ArrayList<>();
    for (T one = from.poll(); one != null; one = from.poll()) {
      all.add(one);
    }
    return all;
  }

  private void client(Random random) {
    try {
      while (asking) {
        Asked job = ask(random);
        asked.add(job);
        List<Long> runs = runs(job);
        if (!runs.isEmpty()) {
          follow(runs.get(random.nextInt(runs.size())));
        }
        awaitEnd(job);
      }
    } catch (Throwable e) {
      faults.add(e);
    }
  }

  private Asked ask(Random random) {
    long number = NUMBERS.incrementAndGet();
    boolean change = random.nextBoolean();
    List<String> targets = new ArrayList<>();
    int first = random.nextInt(devices.size());
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      targets.add(devices.get((first + i) % devices.size()));
    }
    List<String> commands =
        change
            ? List.of(
                "configure terminal",
                "snmp-server location " + text(number),
                "end",
                "show netauto-ticks %d 30".formatted(random.nextInt(20)))
            : List.of("show version", "show netauto-ticks %d 30".formatted(random.nextInt(40)));
    Map<String, Object> body =
        Map.of(
            "targets",
            Map.of("devices", targets),
            "commands",
            commands,
            "mode",
            change ? "change" : "read",
            "confirm",
            true);
    JsonNode job =
        persistently(
            api ->
                api.send(
                    api.request("/jobs")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "campaign-" + number)
                        .POST(BodyPublishers.ofString(Api.JSON.writeValueAsString(body)))));
    return new Asked(job.get("id").asLong(), change ? text(number) : "", count);
  }

  /** Its runs so far, once it has some. */
  private List<Long> runs(Asked job) {
    long deadline = System.nanoTime() + FOLLOW_LIMIT.toNanos();
    List<Long> runs = new ArrayList<>();
    while (runs.isEmpty() && System.nanoTime() < deadline) {
      for (JsonNode run : get("/runs?job=" + job.job()).get("items")) {
        runs.add(run.get("id").asLong());
      }
      if (runs.isEmpty()) {
        LockSupport.parkNanos(AWAY.toNanos());
      }
    }
    return runs;
  }

  private void awaitEnd(Asked job) {
    long deadline = System.nanoTime() + FOLLOW_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode found = get("/jobs/" + job.job());
      if (!found.get("finishedAt").isNull()) {
        return;
      }
      LockSupport.parkNanos(AWAY.multipliedBy(4).toNanos());
    }
  }

  /** Follows a run to its end, and goes on elsewhere when the stream breaks. */
  private void follow(long run) {
    SortedMap<Long, String> lines = new TreeMap<>();
    long bytes = 0;
    int breaks = 0;
    String last = null;
    long deadline = System.nanoTime() + FOLLOW_LIMIT.toNanos();
    boolean over = false;
    while (!over && System.nanoTime() < deadline) {
      Api api = servers.get();
      if (api == null) {
        LockSupport.parkNanos(AWAY.toNanos());
        continue;
      }
      try (Events events = api.events("/runs/" + run + "/events?view=session", last)) {
        while (!over) {
          Events.Event event =
              events.next(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
          switch (event.event()) {
            case "lines" -> {
              last = event.id();
              add(run, lines, event.json());
            }
            case "run", "end" -> {
              bytes = Math.max(bytes, event.json().get("bytes").asLong());
              over = event.event().equals("end");
            }
            default -> {}
          }
        }
      } catch (UncheckedIOException | AssertionError e) {
        if (e instanceof WrongLine) {
          throw e;
        }
        breaks++;
        LockSupport.parkNanos(AWAY.toNanos());
      }
    }
    seen.add(new Seen(run, lines, bytes, breaks));
  }

  private static final class WrongLine extends AssertionError {
    private static final long serialVersionUID = 1;

    WrongLine(String message) {
      super(message);
    }
  }

  private static void add(long run, SortedMap<Long, String> lines, JsonNode event) {
    for (JsonNode line : event.get("lines")) {
      long wanted = lines.isEmpty() ? 1 : lines.lastKey() + 1;
      if (line.get("n").asLong() != wanted) {
        throw new WrongLine(
            "Run %d: line %d was to come, and this came: %s".formatted(run, wanted, line));
      }
      lines.put(wanted, lineText(line));
    }
  }

  /** A line as the stream and the pages of lines have it. */
  static String lineText(JsonNode line) {
    return line.get("part").asString() + " " + line.get("text").asString();
  }

  /** The answer of whichever server gives one. */
  JsonNode get(String path) {
    return persistently(api -> api.get(path));
  }

  private JsonNode persistently(Function<Api, Api.Reply> request) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = "no server was up";
    while (System.nanoTime() < deadline) {
      Api api = servers.get();
      if (api != null) {
        try {
          Api.Reply reply = request.apply(api);
          if (reply.status() != 503) {
            return reply.json();
          }
          last = reply.toString();
        } catch (UncheckedIOException e) {
          last = e.toString();
        }
      }
      LockSupport.parkNanos(AWAY.toNanos());
    }
    throw new AssertionError("No answer within %s; the last: %s".formatted(PATIENCE, last));
  }
}
