package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;

/** The acting person lacks a right; answered with 403 {@code forbidden}. */
public final class Forbidden extends ProblemException {
  private static final long serialVersionUID = 1;

  private final Permission missing;

  public Forbidden(Actor actor, Permission missing) {
    super(Kind.FORBIDDEN, "forbidden", message(actor, missing));
    this.missing = missing;
  }

  public Permission missing() {
    return missing;
  }

  private static String message(Actor actor, Permission missing) {
    if (actor.superuser() || actor.role().permissions().contains(missing)) {
      return "This API key lacks the scope '%s'. Use a key that has it.".formatted(missing);
    }
    return "This needs the right '%s', which the role '%s' of '%s' does not have. Ask an administrator."
        .formatted(missing, actor.role().wireName(), actor.username());
  }
}
