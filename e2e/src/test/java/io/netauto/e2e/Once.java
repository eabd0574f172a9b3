package io.netauto.e2e;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives one thing to all tests of this JVM: made when the first class asks for it, closed by JUnit
 * when the last test is over. It is asked for before a class begins, so that what the machine lacks
 * skips the class.
 */
abstract class Once<T extends AutoCloseable> implements BeforeAllCallback, ParameterResolver {
  private final Class<T> type;
  private final Supplier<T> maker;

  Once(Class<T> type, Supplier<T> maker) {
    this.type = type;
    this.maker = maker;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    get(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return get(context);
  }

  private T get(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Once.class))
        .computeIfAbsent(type, key -> maker.get(), type);
  }
}
