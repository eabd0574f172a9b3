package io.netauto.server.inventory;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.PlatformFolder;
import io.netauto.driver.platform.PlatformFolder.Problem;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The operator's own platform files. Whoever needs a platform looks at the folder; it is looked at
 * every few seconds besides, so that the log tells of a file soon after it was put there.
 */
@Component
public class PlatformFiles implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(PlatformFiles.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

  private final @Nullable PlatformFolder folder;
  private Map<String, Platform> lastPlatforms = Map.of();
  private List<Problem> lastProblems = List.of();
  private volatile @Nullable Thread looking;

  private final Audit audit;

  PlatformFiles(@Value("${netauto.platforms}") String folder, @Lazy Audit audit) {
    this.audit = audit;
    if (!folder.isBlank() && !Files.isDirectory(Path.of(folder))) {
      throw new IllegalStateException(
          "NET_AUTO_PLATFORMS names \"%s\", which is not a folder.".formatted(folder));
    }
    this.folder = folder.isBlank() ? null : PlatformFolder.of(Path.of(folder), this::changed);
  }

  Platforms platforms() {
    return folder == null ? Platforms.builtIn() : folder.platforms();
  }

  /** The files that cannot be used as they are; empty without a folder. */
  public List<Problem> problems() {
    return folder == null ? List.of() : folder.problems();
  }

  /** Whether a platform comes from a file of the operator's. */
  public boolean isOwn(String id) {
    return folder != null && folder.isOwn(id);
  }

  /** Called under the folder's lock. */
  private void changed(PlatformFolder.Snapshot now) {
    for (Problem problem : now.problems()) {
      if (!lastProblems.contains(problem)) {
        log.warn("Platform file not used as it is: {}", problem);
      }
    }
    if (!lastPlatforms.isEmpty()) {
      now.platforms()
          .forEach(
              (id, platform) -> {
                if (!platform.equals(lastPlatforms.get(id))) {
                  log.info("Platform {} read anew.", id);
                  tell("platform.reload", id);
                }
              });
      lastPlatforms.keySet().stream()
          .filter(id -> !now.platforms().containsKey(id))
          .forEach(
              id -> {
                log.info("Platform {} is gone with its file.", id);
                tell("platform.remove", id);
              });
    }
    lastPlatforms = now.platforms();
    lastProblems = now.problems();
  }

  private void tell(String action, String platform) {
    try {
      audit.record("system", null, AuditEvent.of(action).on("platform", platform, platform));
    } catch (DataAccessException e) {
      log.warn("The audit trail could not be told: {}", e.toString());
    }
  }

  @Override
  public void start() {
    PlatformFolder watched = folder;
    if (watched != null) {
      looking = Thread.ofVirtual().name("netauto-platform-files").start(() -> watch(watched));
    }
  }

  private static void watch(PlatformFolder watched) {
    try {
      while (true) {
        Thread.sleep(BETWEEN_LOOKS);
        watched.current();
      }
    } catch (InterruptedException e) {
      // The server stops.
    }
  }

  @Override
  public void stop() {
    Thread thread = looking;
    looking = null;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return looking != null;
  }
}
