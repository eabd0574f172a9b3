package io.netauto.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Role;
import io.netauto.server.identity.UserId;
import io.netauto.server.testing.ServerTest;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The chain on a real PostgreSQL, and those who tamper with it. */
class AuditChainTest extends ServerTest {
  @Autowired private Audit audit;
  @Autowired private AuditSealer sealer;
  @Autowired private VerifyAudit verify;
  @Autowired private AuditHeads heads;
  @Autowired private AuditRetention retention;
  @Autowired private TransactionTemplate transaction;

  /** An administrator of a customer of their own. */
  private Actor somebody() {
    long customer =
        jdbc.sql("insert into customer (name) values (:name) returning id")
            .param("name", unique("chain") + System.nanoTime())
            .query(Long.class)
            .single();
    return new Actor(new UserId(1), "ada", new CustomerId(customer), Role.ADMIN, false);
  }

  private Actor with(int rows) {
    Actor actor = somebody();
    audit.record(
        actor,
        IntStream.rangeClosed(1, rows)
            .mapToObj(
                i ->
                    AuditEvent.of("device.edit")
                        .on("device", i, "r" + i)
                        .with("port", 22.5)
                        .with("zeta", Map.of("b", 1, "a", List.of("x", true))))
            .toList());
    seal();
    return actor;
  }

  /** Until all is sealed that was committed; the server's own sealer may be at it, too. */
  private void seal() {
    do {
      sealer.sealAll();
    } while (jdbc.sql("select exists (select from audit_event where seq is null)")
        .query(Boolean.class)
        .single());
  }

  private VerifyAudit.Result verified(Actor actor) {
    return verify.verify(actor, List.of(), progress -> {});
  }

  private void tamper(Actor actor, String sql) {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql("alter table audit_event disable trigger user").update();
          jdbc.sql(sql).param("chain", actor.customer().value()).update();
          jdbc.sql("alter table audit_event enable trigger user").update();
        });
  }

  @Test
  void an_untouched_chain_is_gapless_and_verified() {
    Actor actor = with(30);
    VerifyAudit.Result result = verified(actor);
    assertThat(result.findings()).isEmpty();
    assertThat(result.notes()).isEmpty();
    assertThat(result.rows()).isEqualTo(30);
    assertThat(
            jdbc.sql("select seq from audit_event where chain = :chain order by id")
                .param("chain", actor.customer().value())
                .query(Long.class)
                .list())
        .isEqualTo(IntStream.rangeClosed(1, 30).mapToObj(Long::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "changed | 7 | update audit_event set username = 'eve' where chain = :chain and seq = 7",
        "changed | 7 | update audit_event set details = jsonb_set(details, '{port}', '23') where"
            + " chain = :chain and seq = 7",
        "changed | 7 | update audit_event set at = at + interval '1 microsecond' where chain ="
            + " :chain and seq = 7",
        "changed | 7 | update audit_event set user_id = null where chain = :chain and seq = 7",
        "gap | 7 | delete from audit_event where chain = :chain and seq = 7",
        "gap | 1 | delete from audit_event where chain = :chain and seq <= 3",
        "truncated | 18 | delete from audit_event where chain = :chain and seq >= 18",
        "truncated | 1 | delete from audit_event where chain = :chain",
        "changed | 5 | update audit_event set seq = case seq when 5 then 1006 else 1005 end where"
            + " chain = :chain and seq in (5, 6)",
        "head | 20 | update audit_head set seq = 17 where chain = :chain",
        "head | 20 | delete from audit_head where chain = :chain",
      })
  void tampering_is_found_at_its_row(String kind, long seq, String sql) {
    Actor actor = with(20);
    tamper(actor, sql);
    if (sql.contains("1006")) {
      tamper(actor, "update audit_event set seq = seq - 1000 where chain = :chain and seq > 1000");
    }
    VerifyAudit.Result result = verified(actor);
    assertThat(result.ok()).isFalse();
    AuditFinding first = result.findings().getFirst();
    assertThat(first.kind()).isEqualTo(kind);
    assertThat(first.seq()).isEqualTo(sql.contains("set seq = 17") ? 17 : seq);
    assertThat(first.chain()).isEqualTo(actor.customer().value());
    if (kind.equals("changed")) {
      AuditRow row = first.row();
      assertThat(row).isNotNull();
      assertThat(row.action()).isEqualTo("device.edit");
    }
  }

  @Test
  void a_row_put_in_with_a_hash_of_ones_own_is_found() {
    Actor actor = with(5);
    tamper(actor, "update audit_head set seq = 6 where chain = :chain");
    tamper(
        actor,
        """
        insert into audit_event (customer_id, username, address, request_id, action, outcome, kind,
            object_id, object_name, details, seq, hash)
        select customer_id, 'eve', '', '', 'login.ok', 'ok', '', '', '', '{}', 6, sha256('x')
        from audit_event where chain = :chain and seq = 5
        """);
    assertThat(verified(actor).findings())
        .extracting(AuditFinding::kind)
        .containsExactly("changed", "head");
  }

  @Test
  void a_tail_removed_together_with_an_older_head_is_found_by_a_head_kept_outside() {
    Actor actor = with(10);
    Map<String, Object> old =
        jdbc.sql("select seq, hash, mac from audit_head where chain = :chain")
            .param("chain", actor.customer().value())
            .query()
            .singleRow();
    audit.record(actor, AuditEvent.of("user.delete"));
    seal();
    AuditHead kept = heads.list(actor).getFirst();
    assertThat(kept.seq()).isEqualTo(11);
    AuditHead.Exported exported =
        AuditHead.Exported.parse(kept.chain() + ":" + kept.seq() + ":" + kept.hash());
    assertThat(verify.verify(actor, List.of(exported), p -> {}).ok()).isTrue();

    tamper(actor, "delete from audit_event where chain = :chain and seq = 11");
    jdbc.sql("update audit_head set seq = :seq, hash = :hash, mac = :mac where chain = :chain")
        .params(old)
        .param("chain", actor.customer().value())
        .update();
    assertThat(verified(actor).ok()).as("the database alone cannot show it").isTrue();
    VerifyAudit.Result result = verify.verify(actor, List.of(exported), p -> {});
    assertThat(result.findings()).extracting(AuditFinding::kind).containsExactly("exported_head");
    assertThat(result.findings().getFirst().seq()).isEqualTo(11);
  }

  @Test
  void the_database_refuses_to_change_or_delete_a_row() {
    Actor actor = with(3);
    for (String sql :
        List.of(
            "update audit_event set username = 'eve' where chain = :chain",
            "update audit_event set seq = seq + 10 where chain = :chain",
            "delete from audit_event where chain = :chain")) {
      assertThatThrownBy(() -> jdbc.sql(sql).param("chain", actor.customer().value()).update())
          .hasMessageContaining("Rows of the audit trail are not");
    }
    assertThatThrownBy(() -> jdbc.sql("truncate audit_event").update())
        .hasMessageContaining("Rows of the audit trail are not deleted");
    assertThat(verified(actor).rows()).isEqualTo(3);
  }

  @Test
  void a_row_goes_with_the_transaction_of_the_change() {
    Actor actor = with(1);
    transaction.executeWithoutResult(
        status -> {
          audit.record(actor, AuditEvent.of("device.create"));
          status.setRollbackOnly();
        });
    seal();
    assertThat(verified(actor).rows()).isEqualTo(1);
  }

  @Test
  void several_writers_and_sealers_make_one_chain_without_gaps() throws Exception {
    Actor actor = somebody();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        boolean seals = i % 3 == 2;
        all.add(
            () -> {
              for (int n = 0; n < 60; n++) {
                if (seals) {
                  sealer.sealAll();
                } else {
                  audit.record(actor, AuditEvent.of("device.edit").with("n", n));
                }
              }
              return null;
            });
      }
      for (var done : threads.invokeAll(all)) {
        done.get();
      }
    }
    seal();
    VerifyAudit.Result result = verified(actor);
    assertThat(result.findings()).isEmpty();
    assertThat(result.rows()).isEqualTo(240);
  }

  @Test
  void a_cut_keeps_the_chain_and_is_a_row_of_it() {
    Actor actor = with(12);
    AuditHead before = heads.list(actor).getFirst();
    retention.cut(Timestamp.from(Instant.EPOCH));
    assertThat(verified(actor).rows()).isEqualTo(12);
    assertThat(cutOf(actor).items()).isEqualTo(12);
    seal();
    VerifyAudit.Result result = verified(actor);
    assertThat(result.findings()).isEmpty();
    assertThat(result.rows()).isEqualTo(1);
    assertThat(
            jdbc.sql("select action || details from audit_event where chain = :chain")
                .param("chain", actor.customer().value())
                .query(String.class)
                .single())
        .startsWith("audit.cut")
        .contains("\"removed\": 12", "\"throughSeq\": 12");
    var head = new AuditHead.Exported(before.chain(), 12, before.hash());
    assertThat(verify.verify(actor, List.of(head), p -> {}).ok()).as("kept in the cut").isTrue();

    tamper(actor, "update audit_cut set seq = 11 where chain = :chain");
    assertThat(verified(actor).findings().getFirst().kind()).isEqualTo("cut");
  }

  private io.netauto.server.retention.Retained.Removed cutOf(Actor actor) {
    return transaction.execute(
        status ->
            retention.cut(actor.customer().value(), Timestamp.from(Instant.now().plusSeconds(60))));
  }

  @Test
  void nobody_verifies_another_customers_chain() {
    Actor actor = with(2);
    Actor other = with(3);
    assertThat(verified(other).rows()).isEqualTo(3);
    AuditHead head = heads.list(actor).getFirst();
    var exported = new AuditHead.Exported(head.chain(), head.seq(), head.hash());
    VerifyAudit.Result result = verify.verify(other, List.of(exported), p -> {});
    assertThat(result.ok()).isTrue();
    assertThat(result.notes()).singleElement().asString().contains("not yours to see");
  }

  @Test
  void many_rows_are_verified_fast() {
    int rows = Integer.getInteger("audit.rows", 20_000);
    Actor actor = somebody();
    jdbc.sql(
            """
            insert into audit_event (customer_id, user_id, username, address, request_id, action,
                outcome, kind, object_id, object_name, details)
            select :customer, 1, 'ada', '192.0.2.1', gen_random_uuid()::text, 'run.end', 'ok', 'run',
                n::text, 'fra1-core-' || n,
                jsonb_build_object('commands', jsonb_build_array('show version'), 'status', 'ok',
                    'bytes', n, 'credRef', 'env:LAB')
            from generate_series(1, :rows) n
            """)
        .param("customer", actor.customer().value())
        .param("rows", rows)
        .update();
    long begin = System.nanoTime();
    seal();
    long sealed = System.nanoTime();
    VerifyAudit.Result result = verified(actor);
    long verified = System.nanoTime();
    System.out.printf(
        "audit: %,d rows sealed in %.1f s, verified in %.1f s%n",
        rows, (sealed - begin) / 1e9, (verified - sealed) / 1e9);
    assertThat(result.ok()).isTrue();
    assertThat(result.rows()).isEqualTo(rows);
    assertThat((verified - sealed) / 1e9 * 1_000_000 / rows)
        .as("seconds a million")
        .isLessThan(100);
  }
}
