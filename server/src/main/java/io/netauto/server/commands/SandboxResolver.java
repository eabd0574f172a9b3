package io.netauto.server.commands;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.objects.collections.PyMap;
import com.hubspot.jinjava.util.ForLoop;
import java.beans.FeatureDescriptor;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a dot, brackets and parentheses in a template: the keys of maps, the places of
 * lists, the state of a loop, and {@code items}, {@code keys}, {@code values} and {@code get} of
 * maps. No property and no method of Java is reached.
 */
final class SandboxResolver extends ELResolver {
  @Override
  public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
    if (base == null) {
      return null;
    }
    context.setPropertyResolved(true);
    String name = String.valueOf(property);
    return switch (base) {
      case Undefined undefined -> throw undefined.used();
      case Map<?, ?> map -> ofMap(map, name);
      case List<?> list -> ofList(list, name);
      case ForLoop loop -> ofLoop(loop, name);
      default -> new Undefined(name);
    };
  }

  private static Object ofMap(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? new Undefined(key) : value;
  }

  private static Object ofList(List<?> list, String place) {
    if (!place.matches("-?[0-9]{1,9}")) {
      return new Undefined(place);
    }
    int at = Integer.parseInt(place);
    int index = at < 0 ? list.size() + at : at;
    Object value = index < 0 || index >= list.size() ? null : list.get(index);
    return value == null ? new Undefined("[" + place + "]") : value;
  }

  private static Object ofLoop(ForLoop loop, String name) {
    return switch (name) {
      case "index" -> loop.getIndex();
      case "index0" -> loop.getIndex0();
      case "first" -> loop.isFirst();
      case "last" -> loop.isLast();
      case "length" -> loop.getLength();
      case "revindex" -> loop.getRevindex();
      case "revindex0" -> loop.getRevindex0();
      default -> new Undefined("loop." + name);
    };
  }

  @Override
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      @Nullable Object method,
      Class<?> @Nullable [] types,
      Object @Nullable [] given) {
    JinjavaInterpreter interpreter = JinjavaInterpreter.getCurrent();
    int line = interpreter.getLineNumber();
    RenderBudget budget = RenderBudget.CURRENT.get();
    budget.spendTime(line);
    context.setPropertyResolved(true);
    Object[] params = given == null ? new Object[0] : given;
    String name = String.valueOf(method);
    return switch (base) {
      case Undefined undefined -> throw undefined.used();
      case Filter filter when name.equals("filter") && params.length == 4 ->
          filter.filter(params[0], interpreter, (Object[]) params[2], keywords(params[3]));
      case ExpTest test when name.startsWith("evaluate") && params.length > 1 ->
          test(test, name, interpreter, params);
      case PyMap map when name.equals("items") -> List.copyOf(map.items());
      case PyMap map when name.equals("keys") -> List.copyOf(map.keySet());
      case PyMap map when name.equals("values") -> List.copyOf(map.values());
      case PyMap map when name.equals("get") && params.length > 0 -> get(map, params);
      case null, default ->
          throw budget.fail(
              line,
              "\"%s(…)\" cannot be called. Use a filter, such as {{ x | upper }}.".formatted(name));
    };
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> keywords(Object given) {
    return (Map<String, Object>) given;
  }

  private static boolean test(
      ExpTest test, String name, JinjavaInterpreter interpreter, Object[] params) {
    Object[] args = java.util.Arrays.copyOfRange(params, 2, params.length);
    return name.equals("evaluate")
        ? test.evaluate(params[0], interpreter, args)
        : test.evaluateNegated(params[0], interpreter, args);
  }

  private static @Nullable Object get(PyMap map, Object[] params) {
    Object value = map.get(String.valueOf(params[0]));
    if (value != null) {
      return value;
    }
    return params.length > 1 ? params[1] : new Undefined(String.valueOf(params[0]));
  }

  @Override
  public Class<?> getType(ELContext context, @Nullable Object base, Object property) {
    context.setPropertyResolved(true);
    return Object.class;
  }

  @Override
  public void setValue(ELContext context, @Nullable Object base, Object property, Object value) {
    throw new UnsupportedOperationException("A template changes nothing that it was given.");
  }

  @Override
  public boolean isReadOnly(ELContext context, @Nullable Object base, Object property) {
    return true;
  }

  @Override
  public Iterator<FeatureDescriptor> getFeatureDescriptors(
      ELContext context, @Nullable Object base) {
    return Collections.emptyIterator();
  }

  @Override
  public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
    return Object.class;
  }
}
