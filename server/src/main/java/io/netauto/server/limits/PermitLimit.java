package io.netauto.server.limits;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit of what runs may hold at once.
 *
 * @param key which site, group, device or credential; empty for each of them
 * @param value sessions at once, or logins per second
 * @param inUse runs that hold a permit of it now; null where it is the limit of each of many
 * @param waiting runs that have not begun and will need one; null as above
 * @param editable whether the actor may change it
 */
public record PermitLimit(
    Kind kind,
    String key,
    double value,
    Source source,
    @Nullable Integer inUse,
    @Nullable Integer waiting,
    boolean editable) {

  /** What is limited; in the order of the list. */
  public enum Kind {
    GLOBAL,
    CUSTOMER,
    SITE,
    GROUP,
    DEVICE,
    LOGIN;

    public static Optional<Kind> of(String code) {
      return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** Its name in the API and the database. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether only those set it who administer the server. */
    boolean isOfTheServer() {
      return this == GLOBAL || this == CUSTOMER;
    }
  }

  /** Where a limit comes from. */
  public enum Source {
    SET,
    EVERY_CUSTOMER,
    GROUP,
    BUILT_IN;

    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @JsonProperty
  public String unit() {
    return kind == Kind.LOGIN ? "logins per second" : "sessions";
  }

  /** What is limited, in words. */
  public String what() {
    return switch (kind) {
      case GLOBAL -> "The server";
      case CUSTOMER -> "This customer";
      case SITE -> key.isEmpty() ? "Each site" : "Site " + key;
      case GROUP -> "Group " + key;
      case DEVICE -> key.isEmpty() ? "Each device" : "Device " + key;
      case LOGIN -> key.isEmpty() ? "Logins with each credential" : "Logins with " + key;
    };
  }

  /** The value without a needless fraction. */
  public String number() {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
