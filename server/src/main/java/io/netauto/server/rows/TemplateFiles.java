package io.netauto.server.rows;

import io.netauto.driver.textfsm.Templates;
import io.netauto.server.web.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The templates that turn outputs into rows. Whoever needs one looks at the operator's folder; it
 * is looked at every few seconds besides, so that the log tells of a bad file soon.
 */
@Component
class TemplateFiles implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(TemplateFiles.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final @Nullable TemplateFolder folder;
  private final TemplateLibrary builtIn =
      new TemplateLibrary(null, Templates.builtIn(), "templates", List.of());
  private final CountDownLatch ready = new CountDownLatch(1);
  private List<String> lastProblems = List.of();
  private volatile @Nullable Thread looking;

  TemplateFiles(@Value("${netauto.textfsm}") String folder, Clock clock) {
    if (!folder.isBlank() && !Files.isDirectory(Path.of(folder))) {
      throw new IllegalStateException(
          "NET_AUTO_TEXTFSM names \"%s\", which is not a folder.".formatted(folder));
    }
    this.folder =
        folder.isBlank() ? null : new TemplateFolder(Path.of(folder), clock, this::changed);
  }

  /**
   * The templates as they are now. After a start the operator's are read for some seconds: who asks
   * then waits a little.
   *
   * @throws ProblemException when they are not read even then
   */
  TemplateLibrary current() {
    TemplateFolder watched = folder;
    if (watched == null) {
      return builtIn;
    }
    try {
      if (ready.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return watched.current();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ProblemException.unavailable(
        "templates_loading",
        "The server has just started and still reads the templates of NET_AUTO_TEXTFSM. Ask again"
            + " in some seconds.",
        PATIENCE);
  }

  /** Called by one thread at a time. */
  private void changed(TemplateLibrary now) {
    for (String problem : now.problems()) {
      if (!lastProblems.contains(problem)) {
        log.warn("TextFSM template not used as it is: {}", problem);
      }
    }
    log.info("TextFSM templates read from {}.", now.folder());
    lastProblems = now.problems();
  }

  @Override
  public void start() {
    TemplateFolder watched = folder;
    if (watched != null) {
      looking =
          Thread.ofPlatform().daemon().name("netauto-textfsm-files").start(() -> watch(watched));
    }
  }

  private void watch(TemplateFolder watched) {
    try {
      while (true) {
        try {
          watched.current();
        } catch (RuntimeException e) {
          log.warn("The templates cannot be read: {}", e.toString());
          ready.countDown(); // with the built-in ones
        }
        if (watched.isKnown()) {
          ready.countDown();
        }
        Thread.sleep(BETWEEN_LOOKS);
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
