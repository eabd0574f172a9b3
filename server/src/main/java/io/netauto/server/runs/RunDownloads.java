package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.stereotype.Service;

/** The whole output of a run, streamed: memory does not grow with it. */
@Service
public class RunDownloads {
  private final Runs runs;
  private final RunReader reader;

  RunDownloads(Runs runs, RunReader reader) {
    this.runs = runs;
    this.reader = reader;
  }

  /** Every byte that the device sent, from the login to the close. */
  public void raw(Actor actor, RunId id, OutputStream out) throws IOException {
    reader.raw(runs.get(actor, id).id(), out);
  }

  /** The clean output of the run's commands; of several, each after its prompt and command. */
  public void text(Actor actor, RunId id, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 64 << 10);
    reader.text(runs.get(actor, id), buffered);
    buffered.flush();
  }
}
