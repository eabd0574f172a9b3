package io.netauto.server.commands;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.objects.serialization.PyishSerializable;
import com.hubspot.jinjava.util.HasObjectTruthValue;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a name stands for that nobody defined. It may be asked whether it is defined and may be
 * given a default; every other use breaks the rendering off.
 */
final class Undefined implements PyishSerializable, HasObjectTruthValue, Iterable<Object> {
  private final String name;

  Undefined(String name) {
    this.name = name;
  }

  RenderBudget.BrokenOff used() {
    JinjavaInterpreter interpreter = JinjavaInterpreter.getCurrent();
    return RenderBudget.CURRENT
        .get()
        .fail(
            interpreter == null ? 0 : interpreter.getLineNumber(),
            "\"%s\" is not defined. Declare it as a variable, or give it a value: {{ %s | default('…') }}."
                .formatted(name, name));
  }

  @Override
  public String toString() {
    throw used();
  }

  @Override
  public boolean getObjectTruthValue() {
    throw used();
  }

  @Override
  public Iterator<Object> iterator() {
    throw used();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other == this) {
      return true;
    }
    throw used();
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public <T extends Appendable & CharSequence> T appendPyishString(T appendable)
      throws IOException {
    throw used();
  }
}
