package io.netauto.server.commands;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code command_template}. */
@Repository
class TemplateTable {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  TemplateTable(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  Page<CommandTemplate> list(
      CustomerId customer, String search, @Nullable String cursor, int limit) {
    StringBuilder where = new StringBuilder("customer_id = :customer");
    Map<String, Object> params = new HashMap<>(Map.of("customer", customer.value()));
    if (!search.isEmpty()) {
      where.append(
          " and (position(:search in lower(name)) > 0 or position(:search in lower(description)) >"
              + " 0)");
      params.put("search", search.toLowerCase(Locale.ROOT));
    }
    long total =
        jdbc.sql("select count(*) from command_template where " + where)
            .params(params)
            .query(Long.class)
            .single();
    if (cursor != null) {
      where.append(" and lower(name) > :after");
      params.put("after", Cursor.decode(cursor, "templates", 1).getFirst());
    }
    List<CommandTemplate> found =
        jdbc.sql(
                "select * from command_template where "
                    + where
                    + " order by lower(name) limit :limit")
            .params(params)
            .param("limit", limit + 1)
            .query(this::template)
            .list();
    if (found.size() <= limit) {
      return new Page<>(found, null, total);
    }
    List<CommandTemplate> page = found.subList(0, limit);
    String last = page.getLast().name().toLowerCase(Locale.ROOT);
    return new Page<>(page, Cursor.encode("templates", last), total);
  }

  Optional<CommandTemplate> byName(CustomerId customer, String name) {
    return jdbc.sql(
            "select * from command_template where customer_id = :customer and lower(name) = :name")
        .param("customer", customer.value())
        .param("name", name.toLowerCase(Locale.ROOT))
        .query(this::template)
        .optional();
  }

  CommandTemplate insert(Actor actor, CommandTemplate.Draft draft) {
    try {
      return fill(
              jdbc.sql(
                  """
                  insert into command_template (customer_id, name, description, body, variables,
                      mode, enabled, changed_by, created_at, changed_at)
                  values (:customer, :name, :description, :body, :variables::jsonb,
                      :mode, :enabled, :by, :now, :now)
                  returning *
                  """),
              actor,
              draft)
          .query(this::template)
          .single();
    } catch (DuplicateKeyException e) {
      throw taken(draft);
    }
  }

  /** Empty when there is none of this name. */
  Optional<CommandTemplate> update(Actor actor, String name, CommandTemplate.Draft draft) {
    try {
      return fill(
              jdbc.sql(
                  """
                  update command_template set name = :name, description = :description,
                      body = :body, variables = :variables::jsonb, mode = :mode,
                      enabled = :enabled, changed_by = :by, changed_at = :now
                  where customer_id = :customer and lower(name) = :old
                  returning *
                  """),
              actor,
              draft)
          .param("old", name.toLowerCase(Locale.ROOT))
          .query(this::template)
          .optional();
    } catch (DuplicateKeyException e) {
      throw taken(draft);
    }
  }

  boolean delete(CustomerId customer, String name) {
    return jdbc.sql(
                "delete from command_template where customer_id = :customer and lower(name) ="
                    + " :name")
            .param("customer", customer.value())
            .param("name", name.toLowerCase(Locale.ROOT))
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec fill(
      JdbcClient.StatementSpec sql, Actor actor, CommandTemplate.Draft draft) {
    return sql.param("customer", actor.customer().value())
        .param("name", draft.name())
        .param("description", draft.description())
        .param("body", draft.body())
        .param("variables", json.writeValueAsString(draft.variables()))
        .param("mode", draft.mode().wireName())
        .param("enabled", draft.enabled())
        .param("by", actor.username())
        .param("now", Timestamp.from(clock.instant()));
  }

  private static ProblemException taken(CommandTemplate.Draft draft) {
    return ProblemException.conflict(
        "template_exists",
        "name",
        "There is a template named \"%s\" already. Give this one another name."
            .formatted(draft.name()));
  }

  private CommandTemplate template(ResultSet rs, int row) throws SQLException {
    return new CommandTemplate(
        rs.getLong("id"),
        new CommandTemplate.Draft(
            rs.getString("name"),
            rs.getString("description"),
            rs.getString("body"),
            List.of(json.readValue(rs.getString("variables"), TemplateVariable[].class)),
            Mode.of(rs.getString("mode")),
            rs.getBoolean("enabled")),
        rs.getString("changed_by"),
        rs.getTimestamp("created_at").toInstant(),
        rs.getTimestamp("changed_at").toInstant());
  }
}
