package io.netauto.server.commands;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.Changes;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The command templates of a customer; every method sees the actor's customer only. */
@Service
public class Templates {
  static final int LONGEST_BODY = 20_000;
  private static final int MOST_VARIABLES = 50;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Addresses of pages. */
  private static final Set<String> TAKEN = Set.of("new", "preview");

  private final TemplateTable table;
  private final TemplateSandbox sandbox = new TemplateSandbox();

  private final Audited audited;

  Templates(TemplateTable table, Audited audited) {
    this.audited = audited;
    this.table = table;
  }

  /**
   * A page of the templates, by name.
   *
   * @param search a part of the name or the description; empty for all
   */
  public Page<CommandTemplate> list(
      Actor actor, String search, @Nullable String cursor, int limit) {
    actor.require(Permission.TEMPLATES_READ);
    return table.list(actor.customer(), search.strip(), cursor, limit);
  }

  /** The template of this name; 404 {@code template_not_found} where there is none. */
  public CommandTemplate get(Actor actor, String name) {
    actor.require(Permission.TEMPLATES_READ);
    return table.byName(actor.customer(), name).orElseThrow(() -> missing(name));
  }

  private static ProblemException missing(String name) {
    return ProblemException.notFound(
        "template_not_found", "There is no template named \"%s\".".formatted(name));
  }

  /** 409 {@code template_exists} where the name is taken. */
  public CommandTemplate create(Actor actor, CommandTemplate.Draft draft) {
    actor.require(Permission.TEMPLATES_WRITE);
    CommandTemplate.Draft checked = checked(draft);
    return audited.change(
        actor,
        () -> table.insert(actor, checked),
        made -> event("template.create", made).with("body", made.draft().body()));
  }

  /** Replaces a template, and its name too. */
  public CommandTemplate update(Actor actor, String name, CommandTemplate.Draft draft) {
    actor.require(Permission.TEMPLATES_WRITE);
    CommandTemplate before = get(actor, name);
    CommandTemplate.Draft checked = checked(draft);
    return audited.change(
        actor,
        () -> table.update(actor, name, checked).orElseThrow(() -> missing(name)),
        after ->
            event("template.edit", after)
                .with(
                    "changes",
                    Changes.between(told(before.draft()), told(after.draft()), Set.of())));
  }

  /** What was run with it stays. */
  public void delete(Actor actor, String name) {
    actor.require(Permission.TEMPLATES_WRITE);
    CommandTemplate template = get(actor, name);
    audited.change(
        actor,
        () -> {
          if (!table.delete(actor.customer(), name)) {
            throw missing(name);
          }
          return template;
        },
        gone -> event("template.delete", gone));
  }

  private static AuditEvent event(String action, CommandTemplate template) {
    return AuditEvent.of(action).on("template", template.id(), template.name());
  }

  private static Map<String, Object> told(CommandTemplate.Draft draft) {
    return Map.of(
        "name", draft.name(),
        "description", draft.description(),
        "body", draft.body(),
        "variables", draft.variables().stream().map(TemplateVariable::name).toList(),
        "mode", draft.mode().wireName(),
        "enabled", draft.enabled());
  }

  /** A template to be rendered for many devices; parsed once. */
  public PreparedTemplate prepare(CommandTemplate.Draft draft) {
    return new PreparedTemplate(sandbox, draft);
  }

  /** The commands of a kept template, to be looked at. */
  public Rendered render(
      Actor actor, String name, Map<String, String> variables, Map<String, ?> device) {
    return prepare(get(actor, name).draft()).render(variables, device);
  }

  /** The commands of a draft, to be looked at while it is written. */
  public Rendered preview(
      Actor actor,
      CommandTemplate.Draft draft,
      Map<String, String> variables,
      Map<String, ?> device) {
    actor.require(Permission.TEMPLATES_READ);
    if (draft.body().length() > LONGEST_BODY) {
      return new Rendered.Failed(List.of(new TemplateProblem(0, tooLong())));
    }
    List<FieldError> errors = TemplateVariable.problems(draft.variables());
    if (!errors.isEmpty()) {
      return new Rendered.Failed(
          errors.stream().map(e -> new TemplateProblem(0, e.message())).toList());
    }
    return prepare(draft).render(variables, device);
  }

  private static String tooLong() {
    return "A template has at most %,d characters.".formatted(LONGEST_BODY);
  }

  private CommandTemplate.Draft checked(CommandTemplate.Draft draft) {
    List<FieldError> errors = new ArrayList<>();
    if (!NAME.matcher(draft.name()).matches()
        || TAKEN.contains(draft.name().toLowerCase(Locale.ROOT))) {
      errors.add(
          new FieldError(
              "name",
              "A name has 1 to 100 letters, digits, dots, - and _, and begins with a letter or"
                  + " digit."));
    }
    if (draft.description().length() > 500) {
      errors.add(new FieldError("description", "A description has at most 500 characters."));
    }
    if (draft.body().isBlank()) {
      errors.add(new FieldError("body", "Write at least one command, e.g. show version."));
    } else if (draft.body().length() > LONGEST_BODY) {
      errors.add(new FieldError("body", tooLong()));
    } else {
      prepare(draft).problems().stream()
          .limit(1)
          .forEach(p -> errors.add(new FieldError("body", p.words())));
    }
    if (draft.variables().size() > MOST_VARIABLES) {
      errors.add(
          new FieldError(
              "variables", "A template has at most %d variables.".formatted(MOST_VARIABLES)));
    }
    errors.addAll(TemplateVariable.problems(draft.variables()));
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return draft;
  }
}
