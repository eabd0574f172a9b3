package io.netauto.server.jobs;

import static org.awaitility.Awaitility.await;

import io.netauto.server.testing.ServerTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class NodesTest extends ServerTest {
  @Autowired private Nodes nodes;
  @Autowired private JdbcClient database;

  @Test
  void a_node_knows_whether_it_is_alone() {
    await().atMost(Duration.ofSeconds(10)).until(nodes::isAlone);
    database.sql("insert into node (name, version) values ('another', '1')").update();
    await().atMost(Duration.ofSeconds(5)).until(() -> !nodes.isAlone());
    database.sql("update node set seen_at = 'epoch' where name = 'another'").update();
    await().atMost(Duration.ofSeconds(20)).until(nodes::isAlone); // judged dead, and gone
  }
}
