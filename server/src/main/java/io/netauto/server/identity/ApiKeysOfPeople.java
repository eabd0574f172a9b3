package io.netauto.server.identity;

import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The API keys that act in a customer, whoever's they are, for its administrators. */
@Service
public class ApiKeysOfPeople {
  private final JdbcClient jdbc;
  private final PeopleAudit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ApiKeysOfPeople(
      JdbcClient jdbc, PeopleAudit audit, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A key and whose it is.
   *
   * @param superuser whether its owner administers all customers
   */
  public record Owned(ApiKeys.ApiKey key, UserId user, String username, boolean superuser) {}

  /**
   * The keys in the actor's customer that are not revoked, newest first.
   *
   * @param text found in the key's name, its prefix or the user name; empty for all
   * @param limit 1 to 500
   */
  public Page<Owned> list(Actor actor, String text, @Nullable String cursor, int limit) {
    actor.require(Permission.USERS_MANAGE);
    Map<String, Object> params = new HashMap<>(Map.of("customer", actor.customer().value()));
    String from =
        " from api_key k join app_user u on u.id = k.user_id"
            + " where k.customer_id = :customer and k.revoked_at is null";
    if (!text.isBlank()) {
      from += " and (k.name ilike :text or k.prefix ilike :text or u.username ilike :text)";
      params.put("text", CustomerTable.containing(text));
    }
    long total = jdbc.sql("select count(*)" + from).params(params).query(Long.class).single();
    if (cursor != null) {
      from += " and k.id < :place";
      params.put("place", Cursor.number(Cursor.decode(cursor, "-id", 1).getFirst()));
    }
    List<Owned> found =
        jdbc.sql("select k.*, u.username, u.superuser" + from + " order by k.id desc limit :limit")
            .params(params)
            .param("limit", limit + 1)
            .query(
                (rs, row) ->
                    new Owned(
                        ApiKeys.key(rs, row),
                        new UserId(rs.getLong("user_id")),
                        rs.getString("username"),
                        rs.getBoolean("superuser")))
            .list();
    if (found.size() <= limit) {
      return new Page<>(found, null, total);
    }
    List<Owned> page = found.subList(0, limit);
    return new Page<>(page, Cursor.encode("-id", Long.toString(page.getLast().key().id())), total);
  }

  /** Revokes a key in the actor's customer; one of a superuser only for superusers. */
  public void revoke(Actor actor, long id) {
    actor.require(Permission.USERS_MANAGE);
    transaction.executeWithoutResult(
        status -> {
          Owned owned =
              jdbc.sql(
                      """
                      select k.*, u.username, u.superuser from api_key k
                      join app_user u on u.id = k.user_id
                      where k.id = :id and k.customer_id = :customer and k.revoked_at is null
                      for update of k
                      """)
                  .param("id", id)
                  .param("customer", actor.customer().value())
                  .query(
                      (rs, row) ->
                          new Owned(
                              ApiKeys.key(rs, row),
                              new UserId(rs.getLong("user_id")),
                              rs.getString("username"),
                              rs.getBoolean("superuser")))
                  .optional()
                  .orElseThrow(
                      () ->
                          ProblemException.notFound(
                              "api_key_not_found",
                              "There is no API key with the number " + id + "."));
          if (owned.superuser() && !actor.superuser()) {
            throw new ProblemException(
                ProblemException.Kind.FORBIDDEN,
                "forbidden",
                "\"%s\" administers all customers; only their like may revoke this key."
                    .formatted(owned.username()));
          }
          jdbc.sql("update api_key set revoked_at = :now where id = :id")
              .param("now", Timestamp.from(clock.instant()))
              .param("id", id)
              .update();
          audit.record(
              actor,
              ApiKeys.event("api-key.revoke", id, owned.key().name(), owned.key().prefix())
                  .with("owner", owned.username()));
        });
  }
}
