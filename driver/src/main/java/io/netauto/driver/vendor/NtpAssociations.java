package io.netauto.driver.vendor;

import io.netauto.driver.getters.NtpStatistic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of associations in the form of {@code ntpq -p}. */
public final class NtpAssociations {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\s?([+*x#o.-])?([\\w.:-]++)\\s++([\\w.]++)\\s++(\\d{1,2})\\s++([-ul])\\s++"
              + "([\\dhdm-]++)\\s++(\\d++)\\s++(\\d++)\\s++([\\d.]++)\\s++([\\d.-]++)\\s++([\\d.]++)\\s?$");

  private NtpAssociations() {}

  /** The associations in the order of the table; lines of another form are none. */
  public static List<NtpStatistic> read(String table) {
    List<NtpStatistic> associations = new ArrayList<>();
    for (String line : table.lines().toList()) {
      Matcher told = LINE.matcher(line);
      if (told.find()) {
        associations.add(
            new NtpStatistic(
                told.group(2),
                told.group(3),
                "*".equals(told.group(1)),
                Numbers.small(told.group(4), 0),
                told.group(5),
                told.group(6),
                Numbers.small(told.group(7), 0),
                Numbers.small(told.group(8), 0),
                Numbers.decimal(told.group(9), 0),
                Numbers.decimal(told.group(10), 0),
                Numbers.decimal(told.group(11), 0)));
      }
    }
    return associations;
  }
}
