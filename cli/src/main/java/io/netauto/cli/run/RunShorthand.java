package io.netauto.cli.run;

import java.util.Map;
import java.util.Objects;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets {@code run DEVICE COMMAND} stand for {@code run on DEVICE COMMAND}, decided by the first
 * word that is no option, or by an option that names devices: all words are commands then.
 */
final class RunShorthand implements IParameterPreprocessor {
  @Override
  public boolean preprocess(
      Stack<String> args, CommandSpec run, @Nullable ArgSpec argument, Map<String, Object> info) {
    CommandLine on = Objects.requireNonNull(run.subcommands().get("on"));
    CommandSpec targets = Objects.requireNonNull(on.getCommandSpec().mixins().get("targets"));
    for (int i = args.size() - 1; i >= 0; i--) { // the top of the stack is the next argument
      String word = args.get(i);
      if (word.equals("-h") || word.equals("--help")) {
        return false;
      }
      if (!word.startsWith("-")) {
        if (!run.subcommands().containsKey(word)) {
          args.push("on");
        }
        return false;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (targets.findOption(name) != null) {
        break;
      }
      OptionSpec option = on.getCommandSpec().findOption(name);
      if (equals < 0 && option != null && option.arity().min() > 0) {
        i--; // its value
      }
    }
    args.push("on");
    return false;
  }
}
