package io.netauto.server.runs;

import io.netauto.driver.Transcript;
import io.netauto.driver.config.Redactor;
import io.netauto.server.identity.CustomerId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a run's log back: as lines of a view, and as the bytes that the device sent. */
@Component
class RunReader {
  /** Rows of one query; an entry has at most {@link RunLog#LIMIT} bytes. */
  static final int BATCH = 32;

  private final JdbcClient jdbc;
  private final RowMapper<LogEntry> row;
  private final MaskPlaces places = new MaskPlaces();

  RunReader(JdbcClient jdbc, MarkCodec marks, SealedOutput sealed) {
    this.jdbc = jdbc;
    this.row =
        (rs, number) -> {
          String mark = rs.getString("mark");
          return new LogEntry(
              rs.getInt("seq"),
              rs.getTimestamp("at").toInstant(),
              rs.getBoolean("line_start"),
              new Transcript.State(
                  rs.getLong("line"),
                  rs.getInt("command"),
                  Transcript.Part.valueOf(rs.getString("part"))),
              data(rs, sealed),
              mark == null ? null : marks.decode(mark));
        };
  }

  private static byte @Nullable [] data(ResultSet rs, SealedOutput sealed) throws SQLException {
    byte[] data = rs.getBytes("data");
    return data == null || !rs.getBoolean("sealed")
        ? data
        : sealed.open(
            new CustomerId(rs.getLong("customer_id")),
            new RunId(rs.getLong("run_id")),
            rs.getInt("seq"),
            data);
  }

  /** The entries after {@code seq}, in order, at most {@link #BATCH}. */
  List<LogEntry> after(RunId run, int seq) {
    return jdbc.sql(
            """
            select e.*, r.customer_id from run_entry e join run r on r.id = e.run_id
            where e.run_id = :run and e.seq > :seq order by e.seq limit :limit
            """)
        .param("run", run.value())
        .param("seq", seq)
        .param("limit", BATCH)
        .query(row)
        .list();
  }

  /** The entries of a run after one position, up to another. */
  record Span(long run, int after, int to) {}

  /** Reads the entries of spans, the spans in any order and each span's entries in their order. */
  void spans(List<Span> spans, BiConsumer<RunId, LogEntry> sink) {
    jdbc.sql(
            """
            select e.*, r.customer_id from unnest(:runs::bigint[], :afters::int[], :tos::int[])
                as span (run, after, until)
            join run_entry e on e.run_id = span.run and e.seq > span.after and e.seq <= span.until
            join run r on r.id = span.run
            order by e.run_id, e.seq
            """)
        .param("runs", spans.stream().map(Span::run).toArray(Long[]::new))
        .param("afters", spans.stream().map(Span::after).toArray(Integer[]::new))
        .param("tos", spans.stream().map(Span::to).toArray(Integer[]::new))
        .query(
            rs -> {
              sink.accept(new RunId(rs.getLong("run_id")), row.mapRow(rs, 0));
            });
  }

  /**
   * Where a reader starts that is to be at an entry or line.
   *
   * @param seq the entry to begin with
   * @param place what is known of the lines before; null for nothing
   */
  record Start(int seq, MaskPlaces.@Nullable Place place) {}

  /** The newest place up to the entry {@code seq} where a reader can start. */
  Start startFor(RunId run, int seq, @Nullable Redactor mask) {
    return masked(run, startFor(run, seq), mask);
  }

  /**
   * What is hidden in a line may depend on all lines of its command before it: a masked reader
   * starts with the first of them, or where another has been.
   */
  private Start masked(RunId run, int seq, @Nullable Redactor mask) {
    if (mask == null) {
      return new Start(seq, null);
    }
    int command =
        jdbc.sql(
                """
                select seq from run_entry where run_id = :run and seq <= :seq
                    and mark ->> 'mark' in ('restarted', 'command', 'output', 'end')
                order by seq desc limit 1
                """)
            .param("run", run.value())
            .param("seq", seq)
            .query(Integer.class)
            .optional()
            .orElse(1);
    MaskPlaces.Place place = places.find(run, mask, command + 1, seq);
    return place != null ? new Start(place.seq(), place) : new Start(startFor(run, command), null);
  }

  /** The newest entry up to {@code seq} where a reader can start; 1 when there is none. */
  private int startFor(RunId run, int seq) {
    return jdbc.sql(
            """
            select seq from run_entry where run_id = :run and seq <= :seq and line_start
            order by seq desc limit 1
            """)
        .param("run", run.value())
        .param("seq", seq)
        .query(Integer.class)
        .optional()
        .orElse(1);
  }

  /** Whether a line stands unfinished after the entry {@code seq}. */
  boolean endsUnfinished(RunId run, int seq) {
    Lines lines = new Lines(View.SESSION, null, line -> {});
    int at = startFor(run, seq) - 1;
    while (at < seq) {
      List<LogEntry> entries = after(run, at);
      if (entries.isEmpty()) {
        break;
      }
      entries.forEach(lines::feed);
      at = entries.getLast().seq();
    }
    return lines.partial(true) != null;
  }

  private int startForLine(RunId run, long line) {
    return jdbc.sql(
            """
            select seq from run_entry where run_id = :run and line_start and line <= :line
            order by seq desc limit 1
            """)
        .param("run", run.value())
        .param("line", line)
        .query(Integer.class)
        .optional()
        .orElse(1);
  }

  /**
   * Finished lines after {@code afterLine}.
   *
   * @param mask null to hide nothing
   */
  RunLines lines(RunId run, long afterLine, int limit, View view, @Nullable Redactor mask) {
    List<RunLine> lines = new ArrayList<>();
    Start start = masked(run, startForLine(run, afterLine + 1), mask);
    Lines sink =
        new Lines(
                view,
                mask,
                line -> {
                  if (line.n() > afterLine) {
                    lines.add(line);
                  }
                })
            .from(start.place());
    int seq = start.seq() - 1;
    boolean more = true;
    while (more && lines.size() <= limit) {
      List<LogEntry> entries = after(run, seq);
      more = !entries.isEmpty();
      for (LogEntry entry : entries) {
        sink.feed(entry);
        seq = entry.seq();
        if (lines.size() > limit) {
          break;
        }
      }
    }
    MaskPlaces.Place last = sink.place();
    if (mask != null && last != null) {
      places.put(run, mask, last);
    }
    return lines.size() > limit
        ? new RunLines(lines.subList(0, limit), true)
        : new RunLines(lines, false);
  }

  /** The bytes of the whole session, as the device sent them. */
  void raw(RunId run, OutputStream out) throws IOException {
    int seq = 0;
    for (List<LogEntry> entries = after(run, seq); !entries.isEmpty(); entries = after(run, seq)) {
      for (LogEntry entry : entries) {
        if (entry.data() != null) {
          out.write(entry.data());
        }
        seq = entry.seq();
      }
    }
  }

  /** The lines of the whole session; where something is to be hidden, they stand for the bytes. */
  void session(Run run, OutputStream out, Redactor mask) throws IOException {
    List<String> pending = new ArrayList<>();
    Lines sink = new Lines(View.SESSION, mask, line -> pending.add(line.text()));
    int seq = 0;
    for (List<LogEntry> entries = after(run.id(), seq);
        !entries.isEmpty();
        entries = after(run.id(), seq)) {
      for (LogEntry entry : entries) {
        sink.feed(entry);
        seq = entry.seq();
      }
      for (String line : pending) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
      pending.clear();
    }
    RunLine rest = sink.partial(run.status().isFinal());
    if (rest != null) {
      out.write(rest.text().getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * The clean output. Of several commands, each output follows the line with its prompt and
   * command.
   *
   * @param mask null to hide nothing
   */
  void text(Run run, OutputStream out, @Nullable Redactor mask) throws IOException {
    boolean several = run.commands().size() > 1;
    List<String> pending = new ArrayList<>();
    Lines sink =
        new Lines(
            several ? View.SESSION : View.OUTPUT,
            mask,
            line -> {
              if (line.part().equals("output") || line.part().equals("command")) {
                pending.add(line.text());
              }
            });
    int seq = 0;
    for (List<LogEntry> entries = after(run.id(), seq);
        !entries.isEmpty();
        entries = after(run.id(), seq)) {
      for (LogEntry entry : entries) {
        sink.feed(entry);
        seq = entry.seq();
        for (String line : pending) {
          out.write(line.getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
        pending.clear();
      }
    }
    RunLine rest = run.status().isFinal() ? sink.partial(true) : null;
    if (rest != null && rest.part().equals("output")) {
      out.write(rest.text().getBytes(StandardCharsets.UTF_8));
    }
  }
}
