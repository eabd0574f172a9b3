package io.netauto.server.inventory;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Looks up the devices of selections; only numbers are read, so that 100,000 are no burden. */
@Service
public class Selections {
  /** The most devices of a selection. */
  public static final int LIMIT = 100_000;

  private static final int UNKNOWN_LIMIT = 20;

  private final JdbcClient jdbc;
  private final DeviceConditions conditions;

  Selections(JdbcClient jdbc, DeviceConditions conditions) {
    this.jdbc = jdbc;
    this.conditions = conditions;
  }

  /**
   * The devices of a selection.
   *
   * @param enabled by hostname and number
   * @param disabled how many more there are that are disabled
   * @param unknown the first 20 names that no device has
   */
  public record Selected(List<DeviceId> enabled, int disabled, List<String> unknown) {
    public Selected {
      enabled = List.copyOf(enabled);
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * The devices of a selection as they are now.
   *
   * @throws ProblemException for a group or field that does not exist, a hostname that several
   *     sites have, and a selection of more than {@link #LIMIT}
   */
  public Selected resolve(Actor actor, DeviceSelection selection) {
    return find(actor, selection).selected();
  }

  /** What a selection stands for, enabled or not. */
  record Whole(List<DeviceId> ids, List<String> unknown) {}

  /** As {@link #resolve}, with those that are disabled. */
  Whole whole(Actor actor, DeviceSelection selection) {
    return find(actor, selection).whole();
  }

  private Found find(Actor actor, DeviceSelection selection) {
    actor.require(Permission.DEVICES_READ);
    Map<String, Object> params = new HashMap<>();
    return switch (selection) {
      case DeviceSelection.Devices devices -> named(actor, devices.names());
      case DeviceSelection.Group group ->
          matching(conditions.in(conditions.group(actor.customer(), group.name()), params), params);
      case DeviceSelection.Filter filter ->
          matching(conditions.where(actor.customer(), filter, params), params);
    };
  }

  /** How many enabled devices {@link #resolve} finds. */
  public long count(Actor actor, DeviceSelection selection) {
    actor.require(Permission.DEVICES_READ);
    Map<String, Object> params = new HashMap<>();
    return switch (selection) {
      case DeviceSelection.Devices devices -> named(actor, devices.names()).enabled.size();
      case DeviceSelection.Group group ->
          count(conditions.in(conditions.group(actor.customer(), group.name()), params), params);
      case DeviceSelection.Filter filter ->
          count(conditions.where(actor.customer(), filter, params), params);
    };
  }

  private long count(String where, Map<String, Object> params) {
    return jdbc.sql("select count(*) from device where enabled and " + where)
        .params(params)
        .query(Long.class)
        .single();
  }

  private Found matching(String where, Map<String, Object> params) {
    Found found = new Found();
    jdbc.sql(
            "select id, enabled from device where %s order by hostname, id limit %d"
                .formatted(where, LIMIT + 1))
        .params(params)
        .query((RowCallbackHandler) rs -> found.add(rs.getLong("id"), rs.getBoolean("enabled")));
    found.checkSize();
    return found;
  }

  private record Row(long id, boolean enabled, String name, boolean byNumber) {}

  private Found named(Actor actor, List<String> names) {
    Map<String, String> wanted = new LinkedHashMap<>(); // as it was written, by lower case
    names.forEach(name -> wanted.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), name.strip()));
    checkSize(wanted.size());
    List<Row> rows =
        jdbc.sql(
                """
                select d.id, d.hostname, d.enabled, n.number::text as name, true as by_number
                from unnest(:numbers) as n (number)
                join device d on d.id = n.number and d.customer_id = :customer
                union all
                select d.id, d.hostname, d.enabled, w.name, false
                from unnest(:names) as w (name)
                join device d on d.customer_id = :customer and lower(d.hostname) = w.name
                order by hostname, id
                """)
            .param("customer", actor.customer().value())
            .param("numbers", numbers(wanted.keySet()))
            .param("names", wanted.keySet().toArray(String[]::new))
            .query(
                (rs, row) ->
                    new Row(
                        rs.getLong("id"),
                        rs.getBoolean("enabled"),
                        rs.getString("name"),
                        rs.getBoolean("by_number")))
            .list();
    Set<String> byNumber =
        rows.stream().filter(Row::byNumber).map(Row::name).collect(Collectors.toSet());
    List<Row> meant =
        rows.stream().filter(row -> row.byNumber() || !byNumber.contains(row.name())).toList();
    Found found = new Found();
    Set<String> known = new LinkedHashSet<>();
    Set<String> ambiguous = new LinkedHashSet<>();
    for (Row row : meant) {
      if (!known.add(row.name())) {
        ambiguous.add(row.name());
      }
      found.add(row.id(), row.enabled());
    }
    if (!ambiguous.isEmpty()) {
      throw ambiguous(ambiguous);
    }
    found.unknown.addAll(
        wanted.entrySet().stream()
            .filter(name -> !known.contains(name.getKey()))
            .map(Map.Entry::getValue)
            .limit(UNKNOWN_LIMIT)
            .toList());
    return found;
  }

  /** The names that are numbers, as the database writes them. */
  private static Long[] numbers(Set<String> names) {
    return names.stream()
        .filter(name -> name.matches("0|[1-9][0-9]{0,17}"))
        .map(Long::valueOf)
        .toArray(Long[]::new);
  }

  private static ProblemException ambiguous(Set<String> names) {
    return new ProblemException(
        ProblemException.Kind.CONFLICT,
        "hostname_ambiguous",
        "Several sites have a device of this name: %s. Use the devices' numbers."
            .formatted(names.stream().limit(UNKNOWN_LIMIT).collect(Collectors.joining(", "))));
  }

  private static void checkSize(int size) {
    if (size > LIMIT) {
      throw new ProblemException(
          ProblemException.Kind.INVALID,
          "selection_too_large",
          "These are more than %,d devices. Narrow the selection down.".formatted(LIMIT));
    }
  }

  /** What is found, each device once, in the order in which it came. */
  private static final class Found {
    private final Set<DeviceId> enabled = new LinkedHashSet<>();
    private final Set<DeviceId> disabled = new LinkedHashSet<>();
    private final List<String> unknown = new ArrayList<>();

    void add(long id, boolean isEnabled) {
      (isEnabled ? enabled : disabled).add(new DeviceId(id));
    }

    void checkSize() {
      Selections.checkSize(enabled.size() + disabled.size());
    }

    Selected selected() {
      return new Selected(List.copyOf(enabled), disabled.size(), unknown);
    }

    Whole whole() {
      return new Whole(Stream.concat(enabled.stream(), disabled.stream()).toList(), unknown);
    }
  }
}
