package io.netauto.driver.vendor;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** IP addresses in their canonical form (RFC 5952 for IPv6). */
public final class IpAddress {
  private IpAddress() {}

  /** The canonical form; nothing when the text is no IPv4 or IPv6 address. */
  public static Optional<String> of(String written) {
    String text = written.strip();
    boolean dotted = text.chars().filter(c -> c == '.').count() == 3;
    if (text.indexOf('%') >= 0 || (!dotted && text.indexOf(':') < 0)) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      return Optional.of(
          address instanceof Inet6Address six ? shortened(six) : address.getHostAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The canonical form, or the text as it is when it is no IP address. */
  public static String orText(String written) {
    return of(written).orElse(written);
  }

  public static boolean isIpv6(String address) {
    return address.indexOf(':') >= 0;
  }

  private static String shortened(Inet6Address address) {
    byte[] bytes = address.getAddress();
    int[] words = new int[8];
    for (int i = 0; i < 8; i++) {
      words[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int start = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && words[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
            .append(Integer.toHexString(words[i]));
      }
    }
    return text.toString();
  }
}
