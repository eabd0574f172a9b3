package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.driver.config.StreamRedactor;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Permission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What hides the secrets in output from those who may not see them. Thread-safe. */
@Component
class Masks {
  /** The driver keeps so many characters of the last words. */
  private static final int LAST_WORDS = 500;

  private static final Redactor COMMON = Redactor.common();

  private static final Duration ON_RECORD = Duration.ofHours(1);
  private static final int MOST_ON_RECORD = 10_000;

  private final Platforms platforms;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;
  private final Map<Reading, Instant> onRecord = new ConcurrentHashMap<>();
  private final Map<String, Made> made = new ConcurrentHashMap<>();

  private record Made(@Nullable Platform from, Redactor redactor) {}

  Masks(Platforms platforms, TransactionTemplate transaction, Audit audit, Clock clock) {
    this.platforms = platforms;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  private record Reading(long user, String kind, String id) {}

  /** The same for a run whose output is read now; reading it all is put on record. */
  @Nullable Redactor toRead(Actor actor, Run run) {
    Redactor mask = of(actor, run.device().platform());
    if (mask == null) {
      reads(actor, "run", run.id().toString(), run.device().hostname());
    }
    return mask;
  }

  /** Puts on record that an actor reads output as it is, once an hour. */
  void reads(Actor actor, String kind, String id, String name) {
    if (!actor.may(Permission.SECRETS_READ)) {
      return;
    }
    Instant now = clock.instant();
    Reading reading = new Reading(actor.user().value(), kind, id);
    Instant last = onRecord.get(reading);
    if (last != null && now.isBefore(last.plus(ON_RECORD))) {
      return;
    }
    if (onRecord.size() >= MOST_ON_RECORD) {
      onRecord.values().removeIf(at -> !now.isBefore(at.plus(ON_RECORD)));
      if (onRecord.size() >= MOST_ON_RECORD) {
        onRecord.clear();
      }
    }
    transaction.executeWithoutResult(
        status -> audit.record(actor, AuditEvent.of("output.read").on(kind, id, name)));
    onRecord.put(reading, now);
  }

  /** Null for who may see all. */
  @Nullable Redactor of(Actor actor, String platform) {
    return actor.may(Permission.SECRETS_READ) ? null : of(platform);
  }

  @SuppressWarnings("ReferenceEquality") // a platform that was read again is another one
  private Redactor of(String platform) {
    Platform now = platforms.find(platform).orElse(null);
    return made.compute(
            platform,
            (id, before) ->
                before != null && before.from() == now
                    ? before
                    : new Made(now, now == null ? Redactor.common() : Redactor.of(now)))
        .redactor();
  }

  /** The run as the actor may see it. */
  Run seenBy(Actor actor, Run run) {
    Redactor mask = of(actor, run.device().platform());
    Run.Cause cause = run.cause();
    return mask == null
        ? run
        : run.told(commands(mask, run.commands()), cause == null ? null : masked(mask, cause));
  }

  /** Commands as the actor may see them. */
  List<String> commands(Actor actor, String platform, List<String> commands) {
    Redactor mask = of(actor, platform);
    return mask == null ? commands : commands(mask, commands);
  }

  private static List<String> commands(Redactor mask, List<String> commands) {
    return commands.stream().map(command -> words(mask, command)).toList();
  }

  /**
   * The job as the actor may see it. It is for devices of many platforms, so common words are known
   * in its commands, and not what one platform calls a secret.
   */
  Job seenBy(Actor actor, Job job) {
    if (actor.may(Permission.SECRETS_READ)) {
      return job;
    }
    JobOrder order = job.order();
    return job.told(
        anywhere(job.title()),
        new JobOrder(
            commands(COMMON, order.commands()),
            order.targets(),
            order.template(),
            order.variables() == null ? null : values(order.variables())));
  }

  /** The schedule as the actor may see it: as a job. */
  Schedule seenBy(Actor actor, Schedule schedule) {
    if (actor.may(Permission.SECRETS_READ)) {
      return schedule;
    }
    Schedule.Draft draft = schedule.draft();
    return schedule.told(draft.told(commands(COMMON, draft.commands()), values(draft.variables())));
  }

  /** The values that a template was given; what the name of one calls a secret is one. */
  private static Map<String, String> values(Map<String, String> variables) {
    Map<String, String> told = new LinkedHashMap<>();
    variables.forEach(
        (name, value) -> {
          String line = name.replace('_', '-') + " " + value;
          told.put(name, anywhere(line).equals(line) ? value : Redactor.MASK);
        });
    return told;
  }

  private static Run.Cause masked(Redactor mask, Run.Cause cause) {
    return new Run.Cause(
        cause.code(),
        words(mask, cause.summary()),
        words(mask, cause.expected()),
        lastWords(mask, cause.lastBytes()),
        cause.advice(),
        cause.jumpHost());
  }

  /** A sentence that may quote a device. */
  static String words(Redactor mask, String sentence) {
    return sentence.isEmpty() ? sentence : anywhere(mask.redact(sentence).text());
  }

  /**
   * The last words of a device. They may begin within a secret: what stands before the first line
   * end is not shown then, nor what may be of a key.
   */
  static String lastWords(Redactor mask, String text) {
    if (text.isEmpty()) {
      return text;
    }
    boolean cut = text.length() >= LAST_WORDS - 1;
    StreamRedactor stream = mask.stream();
    List<String> lines = new ArrayList<>();
    for (String line : lines(text)) {
      if (cut && (lines.isEmpty() || mayBeOfKey(line))) {
        lines.add(lines.isEmpty() ? "…" : Redactor.MASK);
      } else {
        cut = false;
        lines.add(anywhere(stream.line(line).text()));
      }
    }
    return String.join("\\n", lines);
  }

  /** A platform's patterns know whole lines; behind a prompt or a quote, common words are known. */
  private static String anywhere(String text) {
    return COMMON.redact(text).text();
  }

  private static boolean mayBeOfKey(String line) {
    return line.strip().matches("[A-Za-z0-9+/=: ]{16,}");
  }

  /** Without what ends them. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (next == 'n') {
        lines.add(line.toString());
        line.setLength(0);
        i++;
      } else if (next == 'r') {
        i++;
      } else {
        line.append(c);
        if (next != 0) {
          line.append(next);
          i++;
        }
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
