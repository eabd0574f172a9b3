package io.netauto.server.commands;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Forbidden;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What every way to a device asks before commands are sent: whether they read or change, whether
 * they are dangerous, and whether the actor may run them.
 */
@Service
public class CommandRules {
  private final ReadOnlyCommands readOnly = new ReadOnlyCommands();
  private final DangerousCommands dangerous = new DangerousCommands();
  private final DenyRules deny;

  CommandRules(DenyRules deny) {
    this.deny = deny;
  }

  /** A kind of dangerous commands that NetAuto knows by itself, with its patterns. */
  public record Kind(String name, String reason, List<String> patterns) {
    public Kind {
      patterns = List.copyOf(patterns);
    }
  }

  /** The kinds of dangerous commands. */
  public List<Kind> dangerousKinds() {
    return dangerous.kinds().stream()
        .map(k -> new Kind(k.name(), k.reason(), k.patterns()))
        .toList();
  }

  /**
   * READ when every command is known to read only, and CHANGE otherwise.
   *
   * @param platform the id of the devices' platform; empty where it is not known, and then fewer
   *     commands are known
   */
  public Mode mode(String platform, List<String> commands) {
    return readOnly.mode(platform, commands);
  }

  /** The dangerous ones of the commands, in their order. */
  public List<Danger> dangerous(List<String> commands) {
    return dangerous.among(commands);
  }

  /** Which of the commands the actor's role may not run. */
  public List<DenyRules.Denied> denied(Actor actor, List<String> commands) {
    return deny.denied(actor, commands);
  }

  /**
   * The one gate for commands, whatever surface they come from.
   *
   * @param asked what the caller says they are; CHANGE makes them a change, and READ makes nothing
   *     a reading that the rules do not know as one; null leaves it to the rules
   * @param confirmed whether a person has said yes to exactly these commands
   * @throws ProblemException 403 {@code command_denied} when the role's deny list has one of them
   * @throws Forbidden when they change something and the actor lacks {@code runs:change}
   * @throws ConfirmationNeeded when they are not confirmed, and one is dangerous or a change was
   *     asked for
   */
  public Commands check(
      Actor actor,
      String platform,
      List<String> commands,
      @Nullable Mode asked,
      boolean confirmed) {
    return check(actor, List.of(new PlatformCommands(platform, commands)), asked, confirmed);
  }

  /** The same for devices of several platforms, or with commands of their own, at once. */
  public Commands check(
      Actor actor, Collection<PlatformCommands> parts, @Nullable Mode asked, boolean confirmed) {
    Set<PlatformCommands> distinct = new LinkedHashSet<>(parts);
    Set<String> commands = new LinkedHashSet<>();
    for (PlatformCommands part : distinct) {
      part.commands().forEach(c -> commands.add(c.strip()));
    }
    refuseDenied(actor, commands);
    Mode known =
        distinct.stream().allMatch(p -> readOnly.mode(p.platform(), p.commands()) == Mode.READ)
            ? Mode.READ
            : Mode.CHANGE;
    Mode mode = asked == Mode.CHANGE ? Mode.CHANGE : known;
    List<Danger> dangers = dangerous.among(commands);
    if (mode == Mode.CHANGE) {
      actor.require(Permission.RUNS_CHANGE);
    }
    if (!confirmed && (!dangers.isEmpty() || asked == Mode.CHANGE)) {
      throw new ConfirmationNeeded(dangers);
    }
    return new Commands(
        List.copyOf(commands), mode, asked == Mode.READ && mode == Mode.CHANGE, dangers);
  }

  private void refuseDenied(Actor actor, Set<String> commands) {
    List<DenyRules.Denied> denied = deny.denied(actor, commands);
    if (denied.isEmpty()) {
      return;
    }
    DenyRules.Denied first = denied.getFirst();
    String more = denied.size() == 1 ? "" : " So are %d more.".formatted(denied.size() - 1);
    throw new ProblemException(
        ProblemException.Kind.FORBIDDEN,
        "command_denied",
        "\"%s\" is denied to the role %s by the rule \"%s\": %s%s"
            .formatted(
                first.command(),
                actor.role().wireName(),
                first.rule().pattern(),
                first.rule().reason(),
                more));
  }
}
