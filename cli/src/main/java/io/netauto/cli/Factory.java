package io.netauto.cli;

import io.netauto.cli.base.Cli;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands by their constructor that takes a {@link Cli}, and all else as picocli does. */
final class Factory implements IFactory {
  private final IFactory others = CommandLine.defaultFactory();
  private final Cli cli;

  Factory(Cli cli) {
    this.cli = cli;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Cli.class) {
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(cli));
      }
    }
    return others.create(type);
  }
}
