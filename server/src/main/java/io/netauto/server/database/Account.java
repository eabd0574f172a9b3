package io.netauto.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operating-system user that PostgreSQL runs as: the server's own, or another one when the
 * server is root, which PostgreSQL refuses to run as.
 *
 * @param isOther whether it differs from the server's user, so that a launch must change to it
 */
record Account(int uid, int gid, boolean isOther) {
  private static final int NOBODY = 65534;
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?::(\\d{1,9}))?");
  private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(10);

  static Account choose(DataFolder data, @Nullable String wanted) {
    try {
      var self = Path.of("/proc/self");
      var uid = (int) Files.getAttribute(self, "unix:uid");
      if (uid != 0) return new Account(uid, (int) Files.getAttribute(self, "unix:gid"), false);
      if (wanted != null) return named(wanted);
      return data.ownerId() == 0
          ? new Account(NOBODY, NOBODY, true)
          : new Account(data.ownerId(), data.groupId(), true);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The user to run PostgreSQL as cannot be found out: %s".formatted(e), e);
    }
  }

  private static Account named(String wanted) throws IOException {
    var numbers = NUMBERS.matcher(wanted);
    Account account;
    if (numbers.matches()) {
      var uid = Integer.parseInt(numbers.group(1));
      var gid = numbers.group(2);
      account = new Account(uid, gid == null ? uid : Integer.parseInt(gid), true);
    } else {
      account = new Account(id("-u", wanted), id("-g", wanted), true);
    }
    if (account.uid == 0)
      throw new EmbeddedPostgresException(
          "PostgreSQL refuses to run as root. Set NET_AUTO_DB_OS_USER to an ordinary user, not \"%s\"."
              .formatted(wanted));
    return account;
  }

  private static int id(String option, String name) throws IOException {
    var id = Commands.find("id").orElse(Path.of("/usr/bin/id")).toString();
    var found = Commands.run(Path.of("/"), List.of(id, option, "--", name), LOOKUP_LIMIT);
    if (!found.succeeded())
      throw new EmbeddedPostgresException(
          "NET_AUTO_DB_OS_USER names the user \"%s\", which this system does not know: %s"
              .formatted(name, found.output()));
    return Integer.parseInt(found.output());
  }

  /**
   * The command, run as this user and sent the signal when the thread that launched it ends.
   *
   * @param signal a name as in {@code INT}
   */
  List<String> command(String signal, String... command) {
    var line = new ArrayList<String>();
    line.add(
        Commands.find("setpriv")
            .orElseThrow(
                () ->
                    new EmbeddedPostgresException(
                        "The program \"setpriv\" is missing, without which PostgreSQL would outlive"
                            + " a killed server. Install the package util-linux, or run a"
                            + " PostgreSQL yourself and set NET_AUTO_DB_URL."))
            .toString());
    if (isOther) line.addAll(List.of("--reuid=" + uid, "--regid=" + gid, "--clear-groups"));
    line.addAll(List.of("--no-new-privs", "--pdeathsig=" + signal, "--"));
    line.addAll(List.of(command));
    return List.copyOf(line);
  }

  /** Makes the file this user's. */
  void own(Path file) throws IOException {
    if (!isOther) return;
    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
  }

  /** Makes the folder and all in it this user's, unless the folder is already. */
  void ownTree(Path folder) throws IOException {
    var owner = (int) Files.getAttribute(folder, "unix:uid");
    if (owner == uid) return;
    if (!isOther)
      throw new EmbeddedPostgresException(
          "The database in \"%s\" belongs to user %d, but the server runs as user %d. Start the server as root or as that user, or give it the folder: chown -R %d \"%s\""
              .formatted(folder, owner, uid, uid, folder));
    try (var tree = Files.walk(folder)) {
      // The folder itself last: until then an interrupted change is seen, and done again.
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) own(path);
    }
  }
}
