package io.netauto.driver.getters;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The getters of one platform. Immutable. */
public final class Getters {

  /** How one getter is answered. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Asks the device and reads what it prints.
     *
     * @throws UnreadableException when an output cannot be had or not be read
     */
    T read(Asked asked);
  }

  private final Map<Getter<?>, Reader<?>> readers;

  private Getters(Map<Getter<?>, Reader<?>> readers) {
    this.readers = Ordered.copy(readers);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Which getters the platform offers. */
  public Set<Getter<?>> offered() {
    return readers.keySet();
  }

  /** Asks the device. */
  public <T> Answer<T> get(Getter<T> getter, Arguments arguments, Commands commands) {
    return get(getter, arguments, commands, InstantSource.system());
  }

  /** Asks the device; the clock is for what devices tell as "so long ago". */
  public <T> Answer<T> get(
      Getter<T> getter, Arguments arguments, Commands commands, InstantSource clock) {
    @SuppressWarnings("unchecked") // the builder takes only a reader of the getter's own type
    Reader<T> reader = (Reader<T>) readers.get(getter);
    if (reader == null) {
      return new Answer.NotOffered<>(getter.name());
    }
    try {
      return new Answer.Known<>(reader.read(new Asked(commands, arguments, clock)));
    } catch (UnreadableException e) {
      return e.answer();
    }
  }

  /** Collects the getters of a platform. */
  public static final class Builder {
    private final Map<Getter<?>, Reader<?>> readers = new LinkedHashMap<>();

    private Builder() {}

    public <T> Builder with(Getter<T> getter, Reader<T> reader) {
      readers.put(getter, reader);
      return this;
    }

    public Getters build() {
      return new Getters(readers);
    }
  }
}
