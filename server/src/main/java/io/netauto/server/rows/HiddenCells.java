package io.netauto.server.rows;

import io.netauto.driver.config.Redactor;
import io.netauto.driver.config.StreamRedactor;
import io.netauto.driver.textfsm.Table;
import io.netauto.server.web.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Hides in the cells of a table what is secret in the text that it was made of: a template is
 * matched against the text as it is, since masks are no words that it knows.
 */
final class HiddenCells {
  static final HiddenCells NONE = new HiddenCells(Set.of(), 0);

  /** A shorter secret is hidden where it stands as a word of its own. */
  private static final int SHORT = 4;

  /** A cell that holds so much of a secret is hidden, though not all of it was captured. */
  private static final int TELLING = 6;

  private static final int MOST_SECRETS = 500;

  private final List<String> secrets;
  private final int count;

  private HiddenCells(Set<String> secrets, int count) {
    this.secrets =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    this.count = count;
  }

  static HiddenCells of(Redactor mask, String text) {
    Set<String> found = new TreeSet<>();
    int[] count = {0};
    StreamRedactor stream =
        mask.stream()
            .tell(
                secret -> {
                  String word = secret.strip();
                  if (!word.isEmpty() && found.size() < MOST_SECRETS) {
                    found.add(word);
                  }
                });
    text.lines().forEach(line -> count[0] += stream.line(line).masked());
    return new HiddenCells(found, count[0]);
  }

  Table in(Table table) {
    if (secrets.isEmpty()) {
      return table;
    }
    return new Table(
        table.columns(),
        table.rows().stream().map(row -> row.stream().map(this::cell).toList()).toList());
  }

  private Object cell(Object cell) {
    return switch (cell) {
      case List<?> items -> items.stream().map(item -> item == null ? "" : cell(item)).toList();
      case Map<?, ?> named -> {
        Map<String, String> hidden = new LinkedHashMap<>();
        named.forEach((name, value) -> hidden.put(String.valueOf(name), in(String.valueOf(value))));
        yield hidden;
      }
      default -> in(String.valueOf(cell));
    };
  }

  String in(String cell) {
    String text = cell;
    for (String secret : secrets) {
      if (text.length() >= TELLING && secret.contains(text)) {
        return Redactor.MASK;
      }
      if (text.contains(secret)) {
        text =
            secret.length() < SHORT
                ? text.replaceAll("(?<!\\w)" + Pattern.quote(secret) + "(?!\\w)", Redactor.MASK)
                : text.replace(secret, Redactor.MASK);
      }
    }
    return text;
  }

  /** The notes, and that something is hidden. */
  List<String> noted(List<String> notes) {
    if (count == 0) {
      return notes;
    }
    List<String> more = new ArrayList<>(notes);
    more.add(
        "%s in this output hidden from you; to see secrets takes the right secrets:read."
            .formatted(Words.count(count, "secret is", "secrets are")));
    return more;
  }
}
