package io.netauto.server.identity;

import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the parts of a customer may hold. */
final class CustomerRules {
  private static final int NAME_LIMIT = 100;
  private static final int RANGES_LIMIT = 200;
  private static final int PATTERNS_LIMIT = 100;
  private static final int PATTERN_LIMIT = 200;

  private final CustomerTable table;

  CustomerRules(CustomerTable table) {
    this.table = table;
  }

  /**
   * The draft laid over what stands.
   *
   * @param before null for a new customer
   * @throws ProblemException that names every wrong field
   */
  CustomerTable.Fields checked(@Nullable CustomerDetails before, CustomerDraft draft) {
    List<FieldError> errors = new ArrayList<>();
    String name = draft.name() != null ? draft.name().strip() : before == null ? "" : before.name();
    if (name.isEmpty() || name.length() > NAME_LIMIT) {
      errors.add(new FieldError("name", "A customer's name has 1 to 100 characters."));
    } else if (name.chars().anyMatch(Character::isISOControl)) {
      errors.add(new FieldError("name", "Control characters and line breaks cannot be kept here."));
    }
    boolean active = Objects.requireNonNullElse(draft.active(), before == null || before.active());
    List<String> ranges =
        draft.ranges() != null
            ? ranges(draft.ranges(), errors)
            : before == null ? List.of() : before.ranges().cidrs();
    List<String> patterns =
        draft.credentialPatterns() != null
            ? patterns(draft.credentialPatterns(), errors)
            : before == null ? List.of() : before.credentialPatterns();
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new CustomerTable.Fields(name, active, ranges, patterns);
  }

  /** The ranges as PostgreSQL writes them. */
  AddressRanges ranges(List<String> given) {
    List<FieldError> errors = new ArrayList<>();
    List<String> ranges = ranges(given, errors);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new AddressRanges(ranges);
  }

  private List<String> ranges(List<String> given, List<FieldError> errors) {
    if (given.size() > RANGES_LIMIT) {
      errors.add(new FieldError("ranges", "At most %d ranges.".formatted(RANGES_LIMIT)));
      return List.of();
    }
    Set<String> ranges = new LinkedHashSet<>();
    for (String range : given) {
      String text = Objects.requireNonNullElse((@Nullable String) range, "").strip();
      Optional<CustomerTable.Network> network =
          isLiteral(text) ? table.network(text) : Optional.empty();
      if (network.isEmpty()) {
        errors.add(
            new FieldError(
                "ranges",
                "\"%s\" is not a network. Write it as 10.1.0.0/16 or 2001:db8::/32."
                    .formatted(text)));
      } else if (!network.get().exact()) {
        errors.add(
            new FieldError(
                "ranges",
                "\"%s\" has bits set beyond its prefix. Did you mean %s?"
                    .formatted(text, network.get().cidr())));
      } else if (text.indexOf(':') >= 0 && isMapped(network.get().cidr())) {
        errors.add(
            new FieldError(
                "ranges",
                "\"%s\" is IPv4 written as IPv6. Write it as IPv4, such as 10.1.0.0/16."
                    .formatted(text)));
      } else {
        ranges.add(network.get().cidr());
      }
    }
    return List.copyOf(ranges);
  }

  /** PostgreSQL alone would take 10 for 10.0.0.0/8. */
  private static boolean isLiteral(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (address.indexOf(':') < 0 && address.chars().filter(c -> c == '.').count() != 3) {
      return false;
    }
    try {
      InetAddress.ofLiteral(address);
      return address.indexOf('%') < 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a network of IPv6 lies within ::ffff:0:0/96, of which Java makes IPv4. */
  private static boolean isMapped(String cidr) {
    return InetAddress.ofLiteral(cidr.substring(0, cidr.indexOf('/'))).getAddress().length == 4;
  }

  private static List<String> patterns(List<String> given, List<FieldError> errors) {
    if (given.size() > PATTERNS_LIMIT) {
      errors.add(
          new FieldError("credentialPatterns", "At most %d patterns.".formatted(PATTERNS_LIMIT)));
      return List.of();
    }
    Set<String> patterns = new LinkedHashSet<>();
    for (String pattern : given) {
      String text = Objects.requireNonNullElse((@Nullable String) pattern, "").strip();
      if (text.isEmpty()
          || text.length() > PATTERN_LIMIT
          || text.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
        errors.add(
            new FieldError(
                "credentialPatterns",
                "A pattern has 1 to %d characters without spaces, such as env:ACME_*."
                    .formatted(PATTERN_LIMIT)));
      } else {
        patterns.add(text);
      }
    }
    return List.copyOf(patterns);
  }
}
