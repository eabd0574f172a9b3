package io.netauto.server.commands;

import com.google.common.collect.SetMultimap;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.exptest.IsDefinedExpTest;
import com.hubspot.jinjava.lib.exptest.IsUndefinedExpTest;
import com.hubspot.jinjava.lib.filter.DefaultFilter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.filter.ReplaceFilter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.lib.fn.MacroFunction;
import com.hubspot.jinjava.lib.tag.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What templates of commands know: a few tags, filters, tests and functions, none of which reads a
 * file, calls Java or makes much from little. It is the parent of the context of each rendering,
 * shared by all threads, and keeps nothing of them.
 */
final class SandboxContext extends Context {
  static final Set<String> FILTERS =
      new TreeSet<>(
          List.of(
              "abs",
              "bool",
              "capitalize",
              "count",
              "d",
              "default",
              "first",
              "float",
              "int",
              "ipaddr",
              "ipv4",
              "ipv6",
              "join",
              "last",
              "length",
              "list",
              "lower",
              "replace",
              "reverse",
              "round",
              "sort",
              "split",
              "string",
              "sum",
              "title",
              "trim",
              "unique",
              "upper"));
  private static final Set<String> TAGS =
      Set.of(
          "break",
          "continue",
          "elif",
          "else",
          "endfor",
          "endif",
          "endmacro",
          "endraw",
          "endset",
          "endunless",
          "for",
          "if",
          "macro",
          "raw",
          "set",
          "unless");
  private static final Set<String> TESTS =
      Set.of(
          "boolean",
          "containing",
          "defined",
          "divisibleby",
          "eq",
          "equalto",
          "even",
          "false",
          "float",
          "ge",
          "gt",
          "in",
          "integer",
          "iterable",
          "le",
          "lower",
          "lt",
          "mapping",
          "ne",
          "none",
          "number",
          "odd",
          "sequence",
          "string",
          "string_containing",
          "string_startingwith",
          "true",
          "truthy",
          "undefined",
          "upper",
          "within");
  private static final Set<String> FUNCTIONS = Set.of(":range", "range");

  private final List<ELFunctionDefinition> functions =
      super.getAllFunctions().stream().filter(f -> FUNCTIONS.contains(f.getName())).toList();

  SandboxContext() {
    registerFilter(new StrictDefault("default"));
    registerFilter(new StrictDefault("d"));
    registerFilter(new BoundedReplace());
    registerExpTest(new StrictDefined());
    registerExpTest(new StrictUndefined());
    setDynamicVariableResolver(Undefined::new);
  }

  private static RenderBudget.BrokenOff unknown(String kind, String name, Set<String> known) {
    JinjavaInterpreter interpreter = JinjavaInterpreter.getCurrent();
    return RenderBudget.CURRENT
        .get()
        .fail(
            interpreter == null ? 0 : interpreter.getLineNumber(),
            "There is no %s \"%s\". Known: %s."
                .formatted(kind, name, String.join(", ", new TreeSet<>(known))));
  }

  @Override
  public Filter getFilter(String name) {
    if (!FILTERS.contains(name)) {
      throw unknown("filter", name, FILTERS);
    }
    return super.getFilter(name);
  }

  @Override
  public ExpTest getExpTest(String name) {
    if (!TESTS.contains(name)) {
      throw unknown("test", name, TESTS);
    }
    return super.getExpTest(name);
  }

  @Override
  public @Nullable Tag getTag(String name) {
    return TAGS.contains(name) ? super.getTag(name) : null;
  }

  @Override
  public Collection<ELFunctionDefinition> getAllFunctions() {
    return functions;
  }

  @Override
  public @Nullable ELFunctionDefinition getFunction(String name) {
    return FUNCTIONS.contains(name) ? super.getFunction(name) : null;
  }

  @Override
  public Map<String, MacroFunction> getGlobalMacros() {
    return Map.of();
  }

  @Override
  public @Nullable MacroFunction getGlobalMacro(String identifier) {
    return null;
  }

  @Override
  public void addResolvedExpression(String expression) {}

  @Override
  public void addResolvedValue(String value) {}

  @Override
  public void addResolvedFunction(String function) {}

  @Override
  public void addDependency(String type, String identification) {}

  @Override
  public void addDependencies(SetMultimap<String, String> dependencies) {}

  private static final class StrictDefault extends DefaultFilter {
    private final String name;

    StrictDefault(String name) {
      this.name = name;
    }

    @Override
    public @Nullable Object filter(
        @Nullable Object value, JinjavaInterpreter interpreter, Map<String, Object> args) {
      return super.filter(value instanceof Undefined ? null : value, interpreter, args);
    }

    @Override
    public String getName() {
      return name;
    }
  }

  private static final class BoundedReplace extends ReplaceFilter {
    @Override
    public @Nullable Object filter(
        @Nullable Object value, JinjavaInterpreter interpreter, String... args) {
      if (value != null && args.length > 1 && args[0] != null && args[1] != null) {
        long most = (long) value.toString().length() / Math.max(1, args[0].length());
        if (most * args[1].length() > TemplateSandbox.MOST_OUTPUT * 4L) {
          throw RenderBudget.CURRENT
              .get()
              .fail(interpreter.getLineNumber(), "What replace would make is too long.");
        }
      }
      return super.filter(value, interpreter, args);
    }
  }

  private static final class StrictDefined extends IsDefinedExpTest {
    @Override
    public boolean evaluate(
        @Nullable Object value, JinjavaInterpreter interpreter, Object... args) {
      return value != null && !(value instanceof Undefined);
    }
  }

  private static final class StrictUndefined extends IsUndefinedExpTest {
    @Override
    public boolean evaluate(
        @Nullable Object value, JinjavaInterpreter interpreter, Object... args) {
      return value == null || value instanceof Undefined;
    }
  }
}
