package io.netauto.server.rows;

import io.netauto.driver.textfsm.Table;
import java.util.List;

/** What a template made of a command's output: rows, or why there are none. */
public sealed interface Parsed {

  /**
   * @param template the files it came from
   * @param own whether they are the operator's
   * @param notes what a reader should know besides; empty for nothing
   */
  record Rows(String template, boolean own, Table table, List<String> notes) implements Parsed {
    public Rows {
      notes = List.copyOf(notes);
    }
  }

  /**
   * @param code stable: {@code no_template}, {@code template_unusable}, {@code template_failed},
   *     {@code output_incomplete}, {@code output_too_large}, {@code no_such_command} or {@code
   *     parsers_busy}
   * @param reason in words, with what to do
   */
  record Nothing(String code, String reason) implements Parsed {}
}
