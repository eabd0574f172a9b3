package io.netauto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.cli.config.Profile;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamLimitTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void a_feed_that_falls_silent_ends_at_the_idle_limit() throws Exception {
    try (var server = ContractServer.plain()) {
      server.on(
          "GET /feed",
          exchange -> {
            ContractServer.startFeed(exchange);
            Thread.sleep(20_000);
          });
      var client = new Server(new Profile(URI.create(server.url()), null, null));
      var idle = Duration.ofMillis(300);
      try (var events = client.events("/feed", new Query(), null, idle, LONG)) {
        assertThatThrownBy(events::next).isInstanceOf(HttpTimeoutException.class);
      }
    }
  }

  @Test
  void comments_keep_a_feed_alive() throws Exception {
    try (var server = ContractServer.plain()) {
      server.on(
          "GET /feed",
          exchange -> {
            var out = ContractServer.startFeed(exchange);
            for (int i = 0; i < 8; i++) {
              Thread.sleep(250);
              out.write(": ping\n\n".getBytes(StandardCharsets.UTF_8));
              out.flush();
            }
            out.write("id:7\r\ndata:a\r\ndata: b\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            exchange.close();
          });
      var client = new Server(new Profile(URI.create(server.url()), null, null));
      try (var events = client.events("/feed", new Query(), null, Duration.ofMillis(1500), LONG)) {
        var event = events.next();
        assertThat(event.id()).isEqualTo("7");
        assertThat(event.name()).isEqualTo("message");
        assertThat(event.data()).isEqualTo("a\nb");
        assertThat(events.next()).isNull();
      }
    }
  }
}
