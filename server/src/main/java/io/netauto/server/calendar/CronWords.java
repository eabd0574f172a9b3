package io.netauto.server.calendar;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Five fields of cron in words, where they are of a usual shape. */
public final class CronWords {
  private final String minute;
  private final String hour;
  private final String day;
  private final String month;
  private final String weekday;

  private CronWords(String[] fields) {
    minute = fields[0];
    hour = fields[1];
    day = fields[2].replace('?', '*');
    month = fields[3];
    weekday = fields[4].replace('?', '*');
  }

  /**
   * E.g. {@code at 02:30 every Saturday}.
   *
   * @param cron five valid fields; those of an unusual shape are told as they are
   */
  public static String of(String cron) {
    CronWords words = new CronWords(cron.strip().split("\\s+", -1));
    String times = words.times();
    String days = words.days();
    String months = words.months();
    if (times == null || days == null || months == null) {
      return "at the times of " + cron.strip();
    }
    return String.join(
        " ", List.of(times, days, months).stream().filter(w -> !w.isEmpty()).toList());
  }

  private boolean atHours() {
    return isNumbers(hour);
  }

  private @Nullable String times() {
    if (isNumbers(minute) && atHours()) {
      List<String> times = new ArrayList<>();
      for (String h : hour.split(",", -1)) {
        for (String m : minute.split(",", -1)) {
          times.add("%02d:%02d".formatted(Integer.valueOf(h), Integer.valueOf(m)));
        }
      }
      return times.size() > 6 ? null : "at " + and(times);
    }
    if (hour.equals("*")) {
      if (minute.equals("*")) {
        return "every minute";
      }
      if (isStep(minute)) {
        return "every " + minute.substring(2) + " minutes";
      }
      return isNumbers(minute)
          ? minute.equals("0") ? "every hour" : "at minute " + numbers(minute) + " of every hour"
          : null;
    }
    return isStep(hour) && isNumbers(minute)
        ? "every " + hour.substring(2) + " hours, at minute " + numbers(minute)
        : null;
  }

  private @Nullable String days() {
    if (day.equals("*") && weekday.equals("*")) {
      return atHours() ? "every day" : "";
    }
    if (day.equals("*")) {
      return list(weekday, CronWords::weekday, atHours() ? "every " : "on ");
    }
    if (!weekday.equals("*")) {
      return null;
    }
    if (day.equals("L")) {
      return "on the last day of the month";
    }
    return isNumbers(day)
        ? "on day %s of %s".formatted(numbers(day), month.equals("*") ? "every month" : "the month")
        : null;
  }

  private @Nullable String months() {
    return month.equals("*") ? "" : list(month, CronWords::month, "in ");
  }

  private static @Nullable String list(
      String field, Function<String, @Nullable String> name, String before) {
    List<String> names = new ArrayList<>();
    for (String item : field.split(",", -1)) {
      String[] ends = item.split("-", -1);
      List<@Nullable String> words = Arrays.stream(ends).<@Nullable String>map(name).toList();
      if (ends.length > 2 || words.contains(null)) {
        return null;
      }
      names.add(String.join(" to ", words));
    }
    return before + and(names);
  }

  private static @Nullable String weekday(String text) {
    for (DayOfWeek each : DayOfWeek.values()) {
      String name = each.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      boolean sunday = each == DayOfWeek.SUNDAY && text.equals("0");
      if (sunday || is(text, name, each.getValue())) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String month(String text) {
    for (Month each : Month.values()) {
      String name = each.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      if (is(text, name, each.getValue())) {
        return name;
      }
    }
    return null;
  }

  private static boolean is(String text, String name, int number) {
    return text.equals(Integer.toString(number)) || text.equalsIgnoreCase(name.substring(0, 3));
  }

  private static boolean isNumbers(String field) {
    return field.matches("[0-9]{1,2}(,[0-9]{1,2})*");
  }

  private static boolean isStep(String field) {
    return field.matches("\\*/[0-9]{1,2}");
  }

  private static String numbers(String field) {
    return and(List.of(field.split(",", -1)));
  }

  private static String and(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
