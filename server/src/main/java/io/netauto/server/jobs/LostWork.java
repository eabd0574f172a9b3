package io.netauto.server.jobs;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Work that the queue says this node does, and it does not: the database was away when it was
 * claimed or when its end was told. It is given back to the queue at once; the queue's own way is
 * to wait for some heartbeats that are missing, which are rare, since each is a transaction.
 */
@Component
class LostWork {
  private static final Logger log = LoggerFactory.getLogger(LostWork.class);

  /** Longer than it takes from a claim to the begin of the work. */
  private static final Duration CLAIMED = Duration.ofSeconds(3);

  private final NodeName node;
  private final JdbcClient jdbc;
  private final ObjectProvider<Scheduler> scheduler;

  LostWork(NodeName node, JdbcClient jdbc, ObjectProvider<Scheduler> scheduler) {
    this.node = node;
    this.jdbc = jdbc;
    this.scheduler = scheduler;
  }

  private record Claim(String task, String id, long version) {}

  private record Name(String task, String id) {}

  /** Looks for it; what is over or claimed anew meanwhile has another version and stays. */
  void giveBack() {
    List<Claim> claims =
        jdbc.sql(
                """
                select task_name, task_instance, version from scheduled_tasks
                where picked and picked_by = :node
                  and last_heartbeat < now() - make_interval(secs => :claimed)
                """)
            .param("node", node.value())
            .param("claimed", (double) CLAIMED.toSeconds())
            .query(
                (rs, row) ->
                    new Claim(
                        rs.getString("task_name"),
                        rs.getString("task_instance"),
                        rs.getLong("version")))
            .list();
    if (claims.isEmpty()) {
      return;
    }
    Set<Name> done =
        scheduler.getObject().getCurrentlyExecuting().stream()
            .map(CurrentlyExecuting::getTaskInstance)
            .map(LostWork::name)
            .collect(Collectors.toSet());
    for (Claim claim : claims) {
      if (!done.contains(new Name(claim.task(), claim.id()))) {
        giveBack(claim);
      }
    }
  }

  private static Name name(TaskInstance<?> instance) {
    return new Name(instance.getTaskName(), instance.getId());
  }

  private void giveBack(Claim claim) {
    int given =
        jdbc.sql(
                """
                update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,
                    execution_time = now(), version = version + 1
                where task_name = :task and task_instance = :id and version = :version and picked
                """)
            .param("task", claim.task())
            .param("id", claim.id())
            .param("version", claim.version())
            .update();
    if (given > 0) {
      log.warn(
          "Work {} {} was lost while the database was away; it is due again.",
          claim.task(),
          claim.id());
      scheduler.getObject().triggerCheckForDueExecutions();
    }
  }
}
