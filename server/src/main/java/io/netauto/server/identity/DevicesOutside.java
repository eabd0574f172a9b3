package io.netauto.server.identity;

import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.Map;

/**
 * 409 {@code devices_outside}: the new ranges leave devices out, and nobody said that it is meant.
 */
public final class DevicesOutside extends ProblemException {
  private static final long serialVersionUID = 1;

  private final transient CustomerAddresses.Outside outside;

  DevicesOutside(CustomerAddresses.Outside outside) {
    super(Kind.CONFLICT, "devices_outside", words(outside), List.of(error(outside)));
    this.outside = outside;
  }

  private static FieldError error(CustomerAddresses.Outside outside) {
    return new FieldError("ranges", words(outside));
  }

  private static String words(CustomerAddresses.Outside outside) {
    int more = (int) Math.min(Integer.MAX_VALUE, outside.count() - outside.first().size());
    return "%s outside of these ranges: %s%s. Nothing can be run on %s from then on. Nothing is saved yet: confirm it, or change the ranges."
        .formatted(
            outside.count() == 1 ? "1 device is" : "%,d devices are".formatted(outside.count()),
            String.join(", ", outside.first()),
            more > 0 ? " and %,d more".formatted(more) : "",
            outside.count() == 1 ? "it" : "them");
  }

  public CustomerAddresses.Outside outside() {
    return outside;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("outside", outside);
  }
}
