package io.netauto.server.commands;

import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Commands that a person has to confirm; answered with 409 {@code confirmation_needed}, whose body
 * lists the dangerous ones under {@code dangers}.
 */
public final class ConfirmationNeeded extends ProblemException {
  private static final long serialVersionUID = 1;

  /** How many dangerous commands the answer lists. */
  private static final int LISTED = 100;

  private final transient List<Danger> dangers;

  ConfirmationNeeded(List<Danger> dangers) {
    super(Kind.CONFLICT, "confirmation_needed", message(dangers));
    this.dangers = dangers.stream().limit(LISTED).toList();
  }

  private static String message(List<Danger> dangers) {
    if (dangers.isEmpty()) {
      return "These commands change the device. Repeat the request with \"confirm\": true.";
    }
    Danger first = dangers.getFirst();
    String more = dangers.size() == 1 ? "" : ", and %d more".formatted(dangers.size() - 1);
    return "\"%s\" is dangerous: %s%s Repeat the request with \"confirm\": true."
        .formatted(
            first.command(),
            more.isEmpty() ? first.reason() : withoutStop(first.reason()),
            more.isEmpty() ? "" : more + ".");
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** The first of the dangerous commands; empty when all that is to be confirmed is the change. */
  public List<Danger> dangers() {
    return dangers;
  }

  /** The same with its commands in other words. */
  public ConfirmationNeeded told(UnaryOperator<String> words) {
    return new ConfirmationNeeded(
        dangers.stream()
            .map(each -> new Danger(words.apply(each.command()), each.reason(), each.pattern()))
            .toList());
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("dangers", dangers);
  }
}
