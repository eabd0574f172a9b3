package io.netauto.server.rows;

import io.netauto.driver.textfsm.ParseException;
import io.netauto.driver.textfsm.Parser;
import io.netauto.driver.textfsm.TemplateException;
import io.netauto.driver.textfsm.Templates;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The templates at one moment: the operator's, and behind them the built-in ones.
 *
 * @param own null without a folder, and as long as it has not been usable
 * @param folder as messages of the templates name it; they are shown without it
 * @param problems what of the operator's cannot be used as it is
 */
record TemplateLibrary(
    @Nullable Templates own, Templates builtIn, String folder, List<String> problems) {
  TemplateLibrary {
    problems = List.copyOf(problems);
  }

  /** What there is for a command. */
  sealed interface Answer {
    /**
     * @param notes why it is not the one that the operator wanted; empty otherwise
     */
    record Known(Parser parser, boolean own, List<String> notes) implements Answer {}

    record Unknown() implements Answer {}

    /** The operator has a template, which is no good, and none is built in. */
    record Unusable(String fault) implements Answer {}
  }

  Answer find(String platform, String command) {
    String words = command.strip().replaceAll("\\s+", " ");
    String fault = null;
    if (own != null) {
      try {
        Optional<Parser> parser = own.parser(platform, words);
        if (parser.isPresent()) {
          return new Answer.Known(parser.get(), true, List.of());
        }
      } catch (TemplateException | ParseException | UncheckedIOException e) {
        fault = shown(folder, e);
      }
    }
    Optional<Parser> parser = builtIn.parser(platform, words);
    if (parser.isPresent()) {
      return new Answer.Known(
          parser.get(),
          false,
          fault == null
              ? List.of()
              : List.of("Your own template is not used, the built-in one is: " + fault));
    }
    return fault == null ? new Answer.Unknown() : new Answer.Unusable(fault);
  }

  /** The message of a fault, without the server's paths. */
  static String shown(String folder, RuntimeException fault) {
    return String.valueOf(fault.getMessage()).replace(folder + "/", "");
  }
}
