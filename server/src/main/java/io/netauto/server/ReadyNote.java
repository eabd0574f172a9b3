package io.netauto.server;

import io.netauto.server.web.StartNotes;
import java.util.Objects;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Tells the person at the terminal that the server is ready, where, and what else they must read.
 */
@Component
class ReadyNote {
  private final StartNotes notes;
  private final Environment environment;

  ReadyNote(StartNotes notes, Environment environment) {
    this.notes = notes;
    this.environment = environment;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (!(event.getApplicationContext() instanceof WebServerApplicationContext context)) {
      return;
    }
    int port = Objects.requireNonNull(context.getWebServer()).getPort();
    String scheme = environment.getProperty("NET_AUTO_TLS", "on").equals("off") ? "http" : "https";
    StringBuilder text = new StringBuilder("\n");
    notes.take().forEach(line -> text.append(line).append('\n'));
    // Last: who waits for this line has read all.
    text.append("NetAuto is ready at %s://127.0.0.1:%d%n".formatted(scheme, port));
    System.out.println(text);
  }
}
