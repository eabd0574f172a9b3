package io.netauto.server.commands;

import com.hubspot.jinjava.el.JinjavaNodePreProcessor;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one rendering may still use, and the first thing in it that must not be. Of one thread.
 *
 * <p>Jinjava turns most exceptions into entries of a list of its own and goes on; what is noted
 * here counts whatever becomes of the exception.
 */
final class RenderBudget {
  static final Duration TIME = Duration.ofSeconds(1);
  static final int NODES = 50_000;

  /** The one of the rendering that this thread is in. */
  static final ScopedValue<RenderBudget> CURRENT = ScopedValue.newInstance();

  private final long end = System.nanoTime() + TIME.toNanos();
  private int nodes;
  private @Nullable TemplateProblem problem;

  /** Breaks a rendering off; told by {@link #problem}. */
  static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenOff(String message) {
      super(message, null, false, false);
    }
  }

  Optional<TemplateProblem> problem() {
    return Optional.ofNullable(problem);
  }

  /** Notes what is wrong, unless something was before. */
  BrokenOff fail(int line, String message) {
    if (problem == null) {
      problem = new TemplateProblem(Math.max(0, line), message);
    }
    return new BrokenOff(message);
  }

  private void spend(int line) {
    if (problem != null) {
      throw new BrokenOff(problem.message());
    }
    if (++nodes > NODES) {
      throw fail(line, "The template does more than %,d steps. Loop over less.".formatted(NODES));
    }
    spendTime(line);
  }

  void spendTime(int line) {
    if (System.nanoTime() - end > 0) {
      throw fail(
          line, "The template takes more than %d s. Loop over less.".formatted(TIME.toSeconds()));
    }
  }

  /** Asked before each text, expression and tag. */
  static final class PerNode extends JinjavaNodePreProcessor {
    @Override
    public void accept(Node node, JinjavaInterpreter interpreter) {
      CURRENT.get().spend(node.getLineNumber());
      super.accept(node, interpreter);
    }
  }
}
