package io.netauto.driver.textfsm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Value} of a template.
 *
 * @param options in the template's order, which matters
 * @param regex as written, in parentheses
 * @param nested the expression of a list whose items are maps, or null
 */
record Value(
    String name, List<Option> options, String regex, int line, @Nullable LinePattern nested) {

  /** What a template says of a value before its name. */
  enum Option {
    REQUIRED("Required"),
    LIST("List"),
    FILLDOWN("Filldown"),
    FILLUP("Fillup"),
    KEY("Key");

    final String word;

    Option(String word) {
      this.word = word;
    }
  }

  boolean is(Option option) {
    return options.contains(option);
  }

  /** The expression as a named group. */
  String group() {
    return "(?P<" + name + ">" + regex.substring(1);
  }
}
