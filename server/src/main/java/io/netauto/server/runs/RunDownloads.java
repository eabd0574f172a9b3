package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.stereotype.Service;

/** The whole output of a run, streamed: memory does not grow with it. */
@Service
public class RunDownloads {
  private final Runs runs;
  private final RunReader reader;
  private final Masks masks;

  private final Audited audited;

  RunDownloads(Runs runs, RunReader reader, Masks masks, Audited audited) {
    this.audited = audited;
    this.runs = runs;
    this.reader = reader;
    this.masks = masks;
  }

  /**
   * Every byte that the device sent, from the login to the close; for who may not see secrets, the
   * clean lines of all that without them.
   */
  public void raw(Actor actor, RunId id, OutputStream out) throws IOException {
    Run run = runs.get(actor, id);
    audited.use(actor, told(run).with("form", "raw"));
    Redactor mask = masks.toRead(actor, run);
    if (mask == null) {
      reader.raw(run.id(), out);
    } else {
      BufferedOutputStream buffered = new BufferedOutputStream(out, 64 << 10);
      reader.session(run, buffered, mask);
      buffered.flush();
    }
  }

  /** The clean output of the run's commands; of several, each after its prompt and command. */
  public void text(Actor actor, RunId id, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 64 << 10);
    Run run = runs.get(actor, id);
    audited.use(actor, told(run).with("form", "text"));
    reader.text(run, buffered, masks.toRead(actor, run));
    buffered.flush();
  }

  private static AuditEvent told(Run run) {
    return AuditEvent.of("run.download").on("run", run.id(), run.device().hostname());
  }
}
