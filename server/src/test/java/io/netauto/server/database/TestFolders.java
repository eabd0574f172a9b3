package io.netauto.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Folders for tests, and who uses them. */
final class TestFolders {
  private TestFolders() {}

  /** The programs, unpacked once for all tests and runs, where every user can reach them. */
  static Path programs() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "netauto-test-programs-" + System.getProperty("user.name"));
  }

  static PostgresOptions options(Path data) {
    return PostgresOptions.in(data).withProgramsFolder(programs());
  }

  /** Lets everybody pass, which JUnit's temporary folders do not. */
  static Path open(Path folder) throws IOException {
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The processes whose working folder is the database in that data folder. */
  static List<ProcessHandle> postgresOn(Path data) throws IOException {
    var cluster = data.toRealPath().resolve("postgresql/cluster");
    var found = new ArrayList<ProcessHandle>();
    for (var process : ProcessHandle.allProcesses().toList()) {
      try {
        var folder = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"));
        if (folder.equals(cluster)) found.add(process);
      } catch (IOException e) {
        continue; // It ended, or is not ours to see.
      }
    }
    return found;
  }

  /** Fails unless all these processes end within the limit. */
  static void awaitEnd(List<ProcessHandle> processes, Duration limit) throws Exception {
    Await.until(limit, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }
}
