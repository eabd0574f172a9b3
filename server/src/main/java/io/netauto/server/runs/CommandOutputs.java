package io.netauto.server.runs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds and reads what one command of a run printed. */
@Repository
class CommandOutputs {
  private final JdbcClient jdbc;
  private final RunReader reader;

  CommandOutputs(JdbcClient jdbc, RunReader reader) {
    this.jdbc = jdbc;
    this.reader = reader;
  }

  /**
   * Where an output lies in its run's log, of the run's last attempt.
   *
   * @param start the entry where a reader starts
   * @param began the mark before the output; 0 when the command was not sent
   * @param ended the mark behind it; 0 when it is not complete
   * @param bytes at most so many lie between the two
   */
  record Place(int start, int began, int ended, long bytes) {
    boolean isComplete() {
      return began > 0 && ended > began;
    }
  }

  /** The places of the outputs of a command, by run. */
  Map<RunId, Place> places(List<RunId> runs, int command) {
    Map<RunId, Place> places = new HashMap<>();
    jdbc.sql(
            """
            select r.id, m.*,
                (select max(s.seq) from run_entry s
                 where s.run_id = r.id and s.line_start and s.seq <= m.began) as start,
                (select sum(coalesce(s.size, octet_length(s.data))) from run_entry s
                 where s.run_id = r.id and s.seq between m.began and m.ended) as bytes
            from unnest(:runs::bigint[]) as r (id) cross join lateral (
              select
                max(e.seq) filter (where e.mark ->> 'mark' = 'output'
                    and (e.mark ->> 'index')::int = :command) as began,
                max(e.seq) filter (where e.mark ->> 'mark' = 'end'
                    and (e.mark ->> 'index')::int = :command) as ended,
                max(e.seq) filter (where e.mark ->> 'mark' = 'restarted') as restarted
              from run_entry e where e.run_id = r.id and e.mark is not null) m
            """)
        .param("runs", runs.stream().map(RunId::value).toArray(Long[]::new))
        .param("command", command)
        .query(
            rs -> {
              places.put(new RunId(rs.getLong("id")), place(rs));
            });
    return places;
  }

  private static Place place(ResultSet rs) throws SQLException {
    int began = rs.getInt("began");
    boolean earlier = began < rs.getInt("restarted");
    return new Place(
        Math.max(1, rs.getInt("start")),
        earlier ? 0 : began,
        earlier ? 0 : rs.getInt("ended"),
        rs.getLong("bytes"));
  }

  /** The clean lines of a complete output, each with its line end. */
  String read(RunId run, int command, Place place) {
    StringBuilder text = new StringBuilder();
    boolean[] within = new boolean[1];
    Lines lines =
        new Lines(
            View.OUTPUT,
            null,
            line -> {
              if (within[0] && line.command() == command) {
                text.append(line.text()).append('\n');
              }
            });
    int seq = place.start() - 1;
    while (seq < place.ended()) {
      List<LogEntry> entries = reader.after(run, seq);
      if (entries.isEmpty()) {
        break;
      }
      for (LogEntry entry : entries) {
        if (entry.seq() > place.ended()) {
          return text.toString();
        }
        within[0] = entry.seq() >= place.began();
        lines.feed(entry);
        seq = entry.seq();
      }
    }
    return text.toString();
  }
}
