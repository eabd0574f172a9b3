package io.netauto.server.commands;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.el.JinjavaObjectUnwrapper;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.OutputTooBigException;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TextNode;
import java.io.FileNotFoundException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Renders Jinja text that anybody may have written, with Jinjava, within limits of time, steps,
 * depth and size, and without a way to Java. Of use to all threads at once.
 *
 * <p>Jinjava goes on where something is wrong and renders nothing in its place; here, everything
 * that it finds wrong is an error, since half a command is worse than none.
 */
final class TemplateSandbox {
  /** In characters. */
  static final int MOST_OUTPUT = 65_536;

  /** How many times a loop may go round. */
  static final int MOST_ITEMS = 1_000;

  private static final int LONGEST_EXPRESSION = 1_000;
  private static final int DEEPEST_EXPRESSION = 20;
  private static final String NO_INTERPRETER = "A template cannot use its own interpreter.";
  private static final Pattern NO_SPACE = Pattern.compile("[A-Za-z0-9_)\\]][-+][0-9]");

  private final SandboxContext shared = new SandboxContext();
  private final Jinjava jinjava;

  TemplateSandbox() {
    JinjavaConfig config =
        JinjavaConfig.newBuilder()
            .withElResolver(new SandboxResolver())
            .withObjectUnwrapper(new NoInterpreter())
            .withNestedInterpretationEnabled(false)
            .withFailOnUnknownTokens(false)
            .withMaxOutputSize(MOST_OUTPUT)
            .withMaxStringLength(MOST_OUTPUT)
            .withMaxListSize(MOST_ITEMS)
            .withMaxMapSize(MOST_ITEMS)
            .withRangeLimit(MOST_ITEMS)
            .withMaxRenderDepth(10)
            .withEnableRecursiveMacroCalls(false)
            .withEnableFilterChainOptimization(true)
            .withTrimBlocks(true)
            .withLstripBlocks(true)
            .withProcessors(
                JinjavaProcessors.newBuilder()
                    .withNodePreProcessor(new RenderBudget.PerNode())
                    .build())
            .build();
    jinjava =
        new Jinjava(config) {
          @Override
          public Context getGlobalContext() {
            return shared;
          }

          @Override
          public Context getGlobalContextCopy() {
            return shared;
          }
        };
    jinjava.setResourceLocator(
        (name, encoding, interpreter) -> {
          throw new FileNotFoundException("Templates cannot read files.");
        });
  }

  /** The interpreter is never a value: neither to print nor to hand on. */
  private static final class NoInterpreter extends JinjavaObjectUnwrapper {
    @Override
    public @Nullable Object unwrapObject(Object value) {
      if (value instanceof JinjavaInterpreter interpreter) {
        throw RenderBudget.CURRENT.get().fail(interpreter.getLineNumber(), NO_INTERPRETER);
      }
      return super.unwrapObject(value);
    }
  }

  /** What came of a text. */
  sealed interface Result<T> {
    record Good<T>(T value) implements Result<T> {}

    record Bad<T>(List<TemplateProblem> problems) implements Result<T> {}
  }

  /** The text's tree, to be rendered any number of times, by several threads at once. */
  Result<Node> parse(String text) {
    if (text.contains("int3rpr3t3r")) {
      return new Result.Bad<>(List.of(new TemplateProblem(0, NO_INTERPRETER)));
    }
    return within(
        Map.of(),
        interpreter -> {
          Node tree = interpreter.parse(text);
          refuseLong(tree);
          return tree;
        });
  }

  /** An expression is parsed in time that grows faster than its length, and anew when it fails. */
  private static void refuseLong(Node tree) {
    Deque<Node> left = new ArrayDeque<>(tree.getChildren());
    while (!left.isEmpty()) {
      Node node = left.pop();
      left.addAll(node.getChildren());
      if (!(node instanceof TextNode)) {
        String image = node.getMaster().getImage();
        if (image.length() > LONGEST_EXPRESSION || depth(image) > DEEPEST_EXPRESSION) {
          throw RenderBudget.CURRENT
              .get()
              .fail(
                  node.getLineNumber(),
                  "An expression has at most %d characters and %d brackets within each other. Use {%% set … %%} to part it."
                      .formatted(LONGEST_EXPRESSION, DEEPEST_EXPRESSION));
        }
      }
    }
  }

  private static int depth(String image) {
    int depth = 0;
    int most = 0;
    for (int i = 0; i < image.length(); i++) {
      switch (image.charAt(i)) {
        case '(', '[', '{' -> most = Math.max(most, ++depth);
        case ')', ']', '}' -> depth--;
        default -> {}
      }
    }
    return most;
  }

  /**
   * The text with these names.
   *
   * @param names texts, numbers, truth values, and lists and maps of such
   */
  Result<String> render(Node tree, Map<String, ?> names) {
    return within(names, interpreter -> interpreter.render(tree));
  }

  private interface Step<T> {
    T run(JinjavaInterpreter interpreter);
  }

  private <T> Result<T> within(Map<String, ?> names, Step<T> step) {
    RenderBudget budget = new RenderBudget();
    JinjavaInterpreter interpreter =
        new JinjavaInterpreter(
            jinjava, new Context(shared, new HashMap<>(names), null), jinjava.getGlobalConfig());
    TemplateProblem broken = null;
    T value = null;
    try {
      value = ScopedValue.where(RenderBudget.CURRENT, budget).call(() -> pushed(interpreter, step));
    } catch (StackOverflowError e) {
      broken = new TemplateProblem(0, "The template is nested too deeply.");
    } catch (OutputTooBigException e) {
      broken = tooLong(interpreter.getLineNumber());
    } catch (InterpretException e) {
      broken = new TemplateProblem(Math.max(0, e.getLineNumber()), words(e.getMessage()));
    } catch (RuntimeException e) {
      broken = new TemplateProblem(Math.max(0, interpreter.getLineNumber()), words(e.getMessage()));
    }
    if (budget.problem().isPresent()) {
      return new Result.Bad<>(List.of(budget.problem().get()));
    }
    List<TemplateProblem> problems =
        interpreter.getErrorsCopy().stream().map(TemplateSandbox::problem).distinct().toList();
    if (!problems.isEmpty()) {
      return new Result.Bad<>(problems.stream().limit(20).toList());
    }
    return broken != null || value == null
        ? new Result.Bad<>(
            List.of(broken != null ? broken : new TemplateProblem(0, "Nothing was rendered.")))
        : new Result.Good<>(value);
  }

  private static <T> T pushed(JinjavaInterpreter interpreter, Step<T> step) {
    try (var current = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
      return step.run(current.value());
    }
  }

  private static TemplateProblem tooLong(int line) {
    return new TemplateProblem(
        Math.max(0, line),
        "The template makes more than %,d characters. Let it make less.".formatted(MOST_OUTPUT));
  }

  private static TemplateProblem problem(TemplateError error) {
    int line = Math.max(0, error.getLineno());
    return switch (error.getReason()) {
      case OUTPUT_TOO_BIG -> tooLong(line);
      case COLLECTION_TOO_BIG ->
          new TemplateProblem(
              line, "A list or a map has more than %,d items.".formatted(MOST_ITEMS));
      default -> new TemplateProblem(line, words(error.getMessage()));
    };
  }

  /** Jinjava's own words on one line, with help where they are known to need it. */
  private static String words(@Nullable String message) {
    String text = CommandPieces.normal(String.valueOf(message).replaceAll("\\p{Cntrl}", " "));
    String first = text.replaceFirst(" ?Originating Exception:.*", "");
    String shown = first.length() > 300 ? first.substring(0, 300) + "…" : first;
    return NO_SPACE.matcher(shown).find()
        ? shown + " Put spaces around + and -: {{ a + 1 }}."
        : shown;
  }
}
