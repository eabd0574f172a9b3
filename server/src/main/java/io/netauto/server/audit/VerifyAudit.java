package io.netauto.server.audit;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Computes the chains again, and finds what is not as the server left it. */
@Service
public class VerifyAudit {
  private static final int PIECE = 10_000;

  /** Of one chain; what is behind so many faults is looked at, but not told. */
  private static final int FINDINGS = 20;

  private final JdbcClient jdbc;
  private final ChainKey key;

  VerifyAudit(JdbcClient jdbc, ChainKey key) {
    this.jdbc = jdbc;
    this.key = key;
  }

  /**
   * How far it is.
   *
   * @param rows looked at until now, of all chains
   * @param of so many
   */
  public record Progress(long rows, long of) {}

  /**
   * @param findings the first of each chain, in their order; empty when all is as it was left
   * @param notes what could not be told for sure, in words
   */
  public record Result(long rows, int chains, List<AuditFinding> findings, List<String> notes) {
    public Result {
      findings = List.copyOf(findings);
      notes = List.copyOf(notes);
    }

    public boolean ok() {
      return findings.isEmpty();
    }
  }

  /** A chain as its head says, its cut, and its last row, of one moment. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Span(
      long chain,
      long headSeq,
      byte @Nullable [] headHash,
      byte @Nullable [] headMac,
      long cutSeq,
      byte @Nullable [] cutHash,
      byte @Nullable [] cutMac,
      long lastSeq) {}

  /**
   * Looks at the chain of the actor's customer; at all for a superuser.
   *
   * @param exported heads that were kept outside, of chains that the actor may see
   * @param progress is told after each ten thousand rows
   */
  public Result verify(
      Actor actor, List<AuditHead.Exported> exported, Consumer<Progress> progress) {
    actor.require(Permission.AUDIT_READ);
    List<Span> spans = spans(actor.superuser() ? null : actor.customer().value());
    return new Verification(spans, exported, progress).result();
  }

  private List<Span> spans(@Nullable Long only) {
    return jdbc.sql(
            """
            select k.chain, h.seq as head_seq, h.hash as head_hash, h.mac as head_mac,
                c.seq as cut_seq, c.hash as cut_hash, c.mac as cut_mac,
                coalesce((select max(e.seq) from audit_event e
                          where e.chain = k.chain and e.seq is not null), 0) as last_seq
            from (select id as chain from customer union select 0 union
                  select chain from audit_head union select chain from audit_cut) k
            left join audit_head h on h.chain = k.chain
            left join audit_cut c on c.chain = k.chain
            where :only::bigint is null or k.chain = :only
            order by k.chain
            """)
        .param("only", only)
        .query(VerifyAudit::span)
        .list();
  }

  private static Span span(ResultSet rs, int row) throws SQLException {
    return new Span(
        rs.getLong("chain"),
        rs.getLong("head_seq"),
        rs.getBytes("head_hash"),
        rs.getBytes("head_mac"),
        rs.getLong("cut_seq"),
        rs.getBytes("cut_hash"),
        rs.getBytes("cut_mac"),
        rs.getLong("last_seq"));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sealed(AuditRow row, long seq, byte[] hash) {}

  private static Sealed sealed(ResultSet rs, int row) throws SQLException {
    return new Sealed(AuditRows.row(rs, row), rs.getLong("seq"), rs.getBytes("hash"));
  }

  private final class Verification {
    private final Chain chain = key.chain();
    private final List<Span> spans;
    private final List<AuditHead.Exported> exported;
    private final Consumer<Progress> progress;
    private final List<AuditFinding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final long all;
    private long rows;

    Verification(List<Span> spans, List<AuditHead.Exported> exported, Consumer<Progress> progress) {
      this.spans = spans;
      this.exported = exported;
      this.progress = progress;
      this.all = spans.stream().mapToLong(s -> Math.max(0, s.lastSeq() - s.cutSeq())).sum();
    }

    Result result() {
      spans.forEach(this::verify);
      exported.forEach(this::compare);
      spans.forEach(span -> unsealed(span.chain()));
      return new Result(rows, spans.size(), findings, notes);
    }

    private void verify(Span span) {
      int before = findings.size();
      long at = span.cutSeq();
      byte[] hash = Chain.BEGINNING;
      byte[] cut = span.cutHash();
      if (cut != null) {
        if (!isMac("cut", span.chain(), at, cut, span.cutMac())) {
          found(
              span,
              at,
              "cut",
              "The note of how far the chain was cut off is not the server's: rows before it may"
                  + " have been removed.",
              null);
        }
        hash = cut;
      }
      while (at < span.lastSeq()) {
        List<Sealed> piece = piece(span.chain(), at, span.lastSeq());
        if (piece.isEmpty()) {
          break;
        }
        for (Sealed next : piece) {
          if (findings.size() - before < FINDINGS) {
            check(span, at, hash, next);
          }
          at = next.seq();
          hash = next.hash();
        }
        rows += piece.size();
        progress.accept(new Progress(rows, all));
      }
      end(span, at, hash);
    }

    private List<Sealed> piece(long of, long after, long last) {
      return jdbc.sql(
              """
              select * from audit_event
              where chain = :chain and seq > :after and seq <= :last and seq is not null
              order by seq limit :limit
              """)
          .param("chain", of)
          .param("after", after)
          .param("last", last)
          .param("limit", PIECE)
          .query(VerifyAudit::sealed)
          .list();
    }

    private void check(Span span, long at, byte[] hash, Sealed next) {
      if (next.seq() != at + 1) {
        found(
            span,
            at + 1,
            "gap",
            next.seq() == at + 2
                ? "The row %d was removed.".formatted(at + 1)
                : "The rows %d to %d were removed.".formatted(at + 1, next.seq() - 1),
            next.row());
      } else if (!MessageDigest.isEqual(
          next.hash(), chain.hash(hash, span.chain(), next.seq(), next.row()))) {
        found(
            span,
            next.seq(),
            "changed",
            "The row %d was changed, moved or put in: its hash does not follow from the row before and its content."
                .formatted(next.seq()),
            next.row());
      }
    }

    private void end(Span span, long at, byte[] hash) {
      byte[] head = span.headHash();
      if (head == null) {
        if (at > 0) {
          found(span, at, "head", "The head of the chain was removed.", null);
        }
        return;
      }
      if (!isMac("head", span.chain(), span.headSeq(), head, span.headMac())) {
        found(
            span,
            span.headSeq(),
            "head",
            "The head of the chain is not the server's: it was changed.",
            null);
      } else if (at < span.headSeq()) {
        found(
            span,
            at + 1,
            "truncated",
            "The rows %d to %d were removed from the end.".formatted(at + 1, span.headSeq()),
            null);
      } else if (at > span.headSeq()) {
        found(
            span,
            span.headSeq() + 1,
            "head",
            "There are rows behind the head, %d, which the server did not seal, or the head was put back."
                .formatted(span.headSeq()),
            null);
      } else if (!MessageDigest.isEqual(head, hash)) {
        found(
            span,
            at,
            "changed",
            "The last row %d does not have the hash of the head.".formatted(at),
            null);
      }
    }

    /** A head that was kept outside has to be in the chain, as it was. */
    private void compare(AuditHead.Exported head) {
      Optional<Span> known = spans.stream().filter(s -> s.chain() == head.chain()).findFirst();
      if (known.isEmpty()) {
        notes.add(
            "The exported head of the chain %d was not compared: it is not yours to see."
                .formatted(head.chain()));
        return;
      }
      Span span = known.get();
      if (head.seq() < span.cutSeq()) {
        notes.add(
            "The exported head of the chain %d is older than where the chain was cut off (row %d): it proves nothing any more."
                .formatted(head.chain(), span.cutSeq()));
        return;
      }
      byte[] cut = span.cutHash();
      Optional<Sealed> there = piece(head.chain(), head.seq() - 1, head.seq()).stream().findFirst();
      byte[] hash =
          there
              .map(Sealed::hash)
              .orElse(head.seq() == span.cutSeq() && cut != null ? cut : new byte[0]);
      if (!MessageDigest.isEqual(hash, HexFormat.of().parseHex(head.hash()))) {
        found(
            span,
            head.seq(),
            "exported_head",
            there.isEmpty()
                ? "The exported head names the row %d, which is not there: the end of the chain was removed."
                    .formatted(head.seq())
                : "The row %d has another hash than the exported head: the chain was written anew."
                    .formatted(head.seq()),
            there.map(Sealed::row).orElse(null));
      }
    }

    private void unsealed(long of) {
      long waiting =
          jdbc.sql(
                  """
                  select count(*) from audit_event
                  where seq is null and chain = :chain
                      and at < clock_timestamp() - interval '1 minute'
                  """)
              .param("chain", of)
              .query(Long.class)
              .single();
      if (waiting > 0) {
        notes.add(
            "%d rows of the chain %d are older than a minute and not sealed: see the servers' logs."
                .formatted(waiting, of));
      }
    }

    private boolean isMac(String what, long of, long seq, byte[] hash, byte @Nullable [] claimed) {
      return claimed != null && MessageDigest.isEqual(chain.mac(what, of, seq, hash), claimed);
    }

    private void found(Span span, long seq, String kind, String message, @Nullable AuditRow row) {
      findings.add(new AuditFinding(span.chain(), seq, kind, message, row));
    }
  }
}
