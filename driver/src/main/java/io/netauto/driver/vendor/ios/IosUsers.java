package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.User;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the local accounts of the configuration; of SSH keys it holds the hashes. */
final class IosUsers {
  private static final Pattern USER =
      Pattern.compile(
          "^username\\s+(\\S+)(?:\\s+privilege\\s+(\\d{1,2}))?"
              + "(?:\\s+(?:secret|password) \\d+\\s+(\\S+))?\\s*$");
  private static final Pattern KEYS_OF = Pattern.compile("^\\s+username\\s+(\\S+)\\s*$");
  private static final Pattern KEY = Pattern.compile("^\\s+key-hash\\s+(\\S.*?)\\s*$");
  private static final int DEFAULT_LEVEL = 1;

  private IosUsers() {}

  static Map<String, User> read(Asked asked) {
    Map<String, User> users = new LinkedHashMap<>();
    String keysOf = "";
    for (Line line : IosOutput.lines(asked, "show run | section username")) {
      Matcher match = USER.matcher(line.text());
      if (match.find()) {
        int level = match.group(2) == null ? DEFAULT_LEVEL : (int) line.integer(match.group(2));
        String password = match.group(3) == null ? "" : match.group(3);
        users.put(match.group(1), new User(level, password, List.of()));
      } else if (match.reset().usePattern(KEYS_OF).find()) {
        keysOf = match.group(1);
      } else if (match.reset().usePattern(KEY).find()) {
        String key = match.group(1);
        users.computeIfPresent(keysOf, (any, user) -> withKey(user, key));
      }
    }
    return users;
  }

  private static User withKey(User user, String key) {
    List<String> keys = new ArrayList<>(user.sshkeys());
    keys.add(key);
    return new User(user.level(), user.password(), keys);
  }
}
