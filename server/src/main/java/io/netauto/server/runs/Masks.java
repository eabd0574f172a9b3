package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.driver.config.StreamRedactor;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.commands.ConfirmationNeeded;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
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
  private static final int MOST_MADE = 2_000;

  private final Platforms platforms;
  private final DeviceAccess devices;
  private final SecretsOfJobs secrets;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;
  private final Map<Reading, Instant> onRecord = new ConcurrentHashMap<>();
  private final Map<Of, Made> made = new ConcurrentHashMap<>();

  private record Of(Set<String> platforms, long job) {}

  private record Made(List<Platform> from, Redactor redactor) {}

  Masks(
      Platforms platforms,
      DeviceAccess devices,
      SecretsOfJobs secrets,
      TransactionTemplate transaction,
      Audit audit,
      Clock clock) {
    this.platforms = platforms;
    this.devices = devices;
    this.secrets = secrets;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  private record Reading(long user, String kind, String id) {}

  /** The same for a run whose output is read now; reading it all is put on record. */
  @Nullable Redactor toRead(Actor actor, Run run) {
    Redactor mask = of(actor, run.device().platform(), run.jobId());
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

  /**
   * Knows what the platform of a run calls a secret, and the secret values that the template of its
   * job was given. Null for who may see all.
   */
  @Nullable Redactor of(Actor actor, String platform, long job) {
    return actor.may(Permission.SECRETS_READ) ? null : ofRun(platform, job);
  }

  /** The same for those who may see nothing, such as the audit trail. */
  Redactor ofRun(String platform, long job) {
    return made(List.of(platform), job, secrets.of(job));
  }

  /** Of a job that is to be: what the platforms of its devices call a secret, and its values. */
  Redactor ofOrder(CustomerId customer, JobOrder order) {
    List<String> of = order.platforms();
    Redactor platforms = made(of != null ? of : devices.platforms(customer), 0, List.of());
    return platforms.with(order.secretValues());
  }

  private Redactor made(Collection<String> names, long job, List<Pattern> values) {
    if (made.size() >= MOST_MADE) {
      made.clear();
    }
    List<Platform> now = new ArrayList<>();
    names.forEach(name -> platforms.find(name).ifPresent(now::add));
    return made.compute(
            new Of(Set.copyOf(names), values.isEmpty() ? 0 : job),
            (of, before) ->
                before != null && same(before.from(), now)
                    ? before
                    : new Made(now, redactor(now).with(values)))
        .redactor();
  }

  /** A single platform knows its secrets; of several, each is as good as the next. */
  private static Redactor redactor(List<Platform> of) {
    if (of.size() == 1) {
      return Redactor.of(of.getFirst());
    }
    Redactor all = Redactor.common();
    for (Platform each : of) {
      all = all.with(each.secrets());
    }
    return all;
  }

  @SuppressWarnings("ReferenceEquality") // a platform that was read again is another one
  private static boolean same(List<Platform> before, List<Platform> now) {
    boolean same = before.size() == now.size();
    for (int i = 0; same && i < now.size(); i++) {
      same = before.get(i) == now.get(i);
    }
    return same;
  }

  /** The run as the actor may see it. */
  Run seenBy(Actor actor, Run run) {
    Redactor mask = of(actor, run.device().platform(), run.jobId());
    Run.Cause cause = run.cause();
    return mask == null
        ? run
        : run.told(commands(mask, run.commands()), cause == null ? null : masked(mask, cause));
  }

  /** Runs as the actor may see them. */
  Page<Run> seenBy(Actor actor, Page<Run> runs) {
    if (!actor.may(Permission.SECRETS_READ)) {
      secrets.read(runs.items().stream().map(Run::jobId).toList());
    }
    return runs.map(run -> seenBy(actor, run));
  }

  static List<String> commands(Redactor mask, List<String> commands) {
    return commands.stream().map(command -> words(mask, command)).toList();
  }

  /** The job as the actor may see it. */
  Job seenBy(Actor actor, Job job) {
    if (actor.may(Permission.SECRETS_READ)) {
      return job;
    }
    JobOrder order = job.order();
    Redactor mask = ofOrder(actor.customer(), order);
    Map<String, String> variables = order.variables();
    return job.told(
        title(mask, job.title(), order.commands()),
        order.told(commands(mask, order.commands()), variables == null ? null : values(variables)));
  }

  /** A title as it is told to those who may see no secrets; it may be made of the commands. */
  static String title(Redactor mask, String title, List<String> commands) {
    return title.equals(RunJobs.title(null, commands))
        ? RunJobs.title(null, commands(mask, commands))
        : words(mask, title);
  }

  /** The schedule as the actor may see it: as a job, on the platforms of the customer. */
  Schedule seenBy(Actor actor, Schedule schedule) {
    if (actor.may(Permission.SECRETS_READ)) {
      return schedule;
    }
    Schedule.Draft draft = schedule.draft();
    Redactor mask = ofSchedule(actor.customer(), draft);
    String problem = schedule.lastProblem();
    return schedule.told(
        draft.told(commands(mask, draft.commands()), values(draft.variables())),
        problem == null ? null : words(mask, problem));
  }

  /** Its devices are looked up anew each time: any of the customer may be among them. */
  Redactor ofSchedule(CustomerId customer, Schedule.Draft draft) {
    return made(devices.platforms(customer), 0, List.of())
        .with(SecretVariables.patterns(draft.variables()));
  }

  /** The values that a template was given; one that is a secret, or looks like it, is not told. */
  private static Map<String, String> values(Map<String, String> variables) {
    Map<String, String> told = new LinkedHashMap<>();
    variables.forEach(
        (name, value) -> {
          String line = name.replace('_', '-') + " " + value;
          boolean shown =
              value.isEmpty() || (!SecretVariables.isSecret(name) && anywhere(line).equals(line));
          told.put(name, shown ? value : Redactor.MASK);
        });
    return told;
  }

  /** What a check of commands says to somebody who may not see the secrets in them. */
  ProblemException told(Actor actor, Redactor mask, ProblemException problem) {
    if (actor.may(Permission.SECRETS_READ)) {
      return problem;
    }
    if (problem instanceof ConfirmationNeeded needed) {
      return needed.told(command -> words(mask, command));
    }
    String message = String.valueOf(problem.getMessage());
    List<FieldError> errors =
        problem.errors().stream()
            .map(each -> new FieldError(each.field(), words(mask, each.message())))
            .toList();
    String told = words(mask, message);
    return told.equals(message) && errors.equals(problem.errors())
        ? problem
        : new ProblemException(problem.kind(), problem.code(), told, errors);
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
