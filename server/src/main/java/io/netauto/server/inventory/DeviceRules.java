package io.netauto.server.inventory;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.credentials.CredentialRefs;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the fields of a device may hold. */
final class DeviceRules {
  /** RFC 1123 labels, and the underscore that networks use all the same. */
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");

  static final String TELNET_OFF =
      "Telnet is off on this server, because it sends passwords in clear."
          + " The setting NET_AUTO_TELNET=true allows it.";
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final int TEXT_LIMIT = 128;
  private static final int TAGS_LIMIT = 64;
  private static final int METADATA_LIMIT = 64;

  private final CredentialRefs credentials;
  private final Platforms platforms;

  private final boolean telnet;

  /**
   * @param telnet whether devices may be spoken to over Telnet
   */
  DeviceRules(CredentialRefs credentials, Platforms platforms, boolean telnet) {
    this.credentials = credentials;
    this.platforms = platforms;
    this.telnet = telnet;
  }

  /**
   * The fields, with the vendor filled in from the platform where it was left empty.
   *
   * @param before what stands until now
   * @param known what was found wrong before: values that could not even be read
   * @throws ProblemException that names every wrong field
   */
  DeviceFields checked(
      CustomerId customer, DeviceFields fields, DeviceFields before, List<FieldError> known) {
    List<FieldError> errors = new ArrayList<>(known);
    hostname(fields.hostname(), errors);
    address(fields.address(), errors);
    if (fields.port() < 1 || fields.port() > 65_535) {
      errors.add(new FieldError("port", "A port is a number from 1 to 65535."));
    }
    if (fields.protocol() == Protocol.TELNET && before.protocol() != Protocol.TELNET && !telnet) {
      errors.add(new FieldError("protocol", TELNET_OFF));
    }
    Optional<Platform> platform = platform(fields.platform(), errors);
    credentials
        .problemWith(customer, fields.credRef())
        .ifPresent(problem -> errors.add(new FieldError("credRef", problem)));
    text("username", fields.username(), errors);
    text("vendor", fields.vendor(), errors);
    text("model", fields.model(), errors);
    text("role", fields.role(), errors);
    text("site", fields.site(), errors);
    tags(fields, errors);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return fields.vendor().isEmpty() && platform.isPresent()
        ? fields.withVendor(platform.get().vendor())
        : fields;
  }

  private static void hostname(String hostname, List<FieldError> errors) {
    if (hostname.isEmpty()) {
      errors.add(new FieldError("hostname", "Give the device a name, e.g. fra1-core-1."));
    } else if (hostname.length() > 253 || !NAME.matcher(hostname).matches()) {
      errors.add(
          new FieldError(
              "hostname",
              "\"%s\" is not a host name: letters, digits, '-', '_' and '.', at most 253."
                  .formatted(hostname)));
    }
  }

  static void address(String address, List<FieldError> errors) {
    if (address.isEmpty()) {
      errors.add(
          new FieldError("address", "Say where the device is reached: an IP address or DNS name."));
    } else if (!isAddress(address)) {
      errors.add(
          new FieldError("address", "\"%s\" is not an IP address or DNS name.".formatted(address)));
    }
  }

  private static boolean isAddress(String address) {
    if (address.indexOf('[') >= 0) {
      return false; // brackets belong to URLs
    }
    if (address.indexOf(':') >= 0 || address.matches("[0-9.]+")) {
      try {
        InetAddress parsed = InetAddress.ofLiteral(address);
        return !parsed.isMulticastAddress()
            && !parsed.isAnyLocalAddress()
            && (address.indexOf(':') >= 0 || address.chars().filter(c -> c == '.').count() == 3);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return address.length() <= 253 && NAME.matcher(address).matches();
  }

  private Optional<Platform> platform(String id, List<FieldError> errors) {
    if (id.isEmpty()) {
      errors.add(
          new FieldError("platform", "Choose the platform, so that NetAuto knows its prompts."));
      return Optional.empty();
    }
    Optional<Platform> platform = platforms.find(id);
    if (platform.isEmpty()) {
      errors.add(
          new FieldError(
              "platform",
              "There is no platform \"%s\". Known: %s."
                  .formatted(
                      id, String.join(", ", platforms.all().stream().map(Platform::id).toList()))));
    }
    return platform;
  }

  private static void text(String field, String value, List<FieldError> errors) {
    if (value.length() > TEXT_LIMIT) {
      errors.add(new FieldError(field, "At most " + TEXT_LIMIT + " characters."));
    } else if (value.chars().anyMatch(Character::isISOControl)) {
      errors.add(new FieldError(field, "Control characters and line breaks cannot be kept here."));
    }
  }

  private static void tags(DeviceFields fields, List<FieldError> errors) {
    if (fields.tags().size() > TAGS_LIMIT) {
      errors.add(new FieldError("tags", "At most " + TAGS_LIMIT + " tags."));
    }
    fields
        .tags()
        .forEach(
            (name, value) -> {
              if (!TAG.matcher(name).matches()) {
                errors.add(
                    new FieldError(
                        "tags",
                        "The tag \"%s\" may hold letters, digits, '_', '.' and '-', at most 64."
                            .formatted(name)));
              }
              if (!(((Object) value) instanceof String)) {
                errors.add(new FieldError("tags", "The tag \"%s\" has no text.".formatted(name)));
              } else {
                text("tags", value, errors);
              }
            });
    if (fields.metadata().size() > METADATA_LIMIT) {
      errors.add(new FieldError("metadata", "At most " + METADATA_LIMIT + " names."));
    }
  }
}
