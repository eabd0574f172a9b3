package io.netauto.server.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * The networks in which the addresses of a customer's devices lie. Without any, every address is
 * one. With some, this machine, its links and what clouds tell their machines (169.254.169.254) are
 * inside only where a range lies wholly within them: 0.0.0.0/0 does not mean 127.0.0.1.
 *
 * @param cidrs as PostgreSQL writes networks: {@code 10.0.0.0/8}, {@code 2001:db8::/32}
 */
public record AddressRanges(List<String> cidrs) {
  /** Those that have to be meant, the narrower first. */
  private static final List<Range> SPECIAL =
      Stream.of(
              "169.254.169.254/32", // metadata of most clouds
              "fd00:ec2::254/128", // of AWS
              "100.100.100.200/32", // of Alibaba Cloud
              "192.0.0.192/32", // of Oracle Cloud
              "0.0.0.0/8",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "::/128",
              "::1/128",
              "fe80::/10")
          .map(Range::of)
          .toList();

  private static final int WORDS = 10;

  public AddressRanges {
    cidrs = List.copyOf(cidrs);
  }

  /** Whether every address is inside. */
  public boolean isAny() {
    return cidrs.isEmpty();
  }

  /** Whether the address is inside; one that is IPv4 in IPv6 counts as the IPv4 address. */
  public boolean covers(InetAddress address) {
    if (cidrs.isEmpty()) {
      return true;
    }
    String literal = literal(address);
    List<Range> ranges = cidrs.stream().map(Range::of).toList();
    for (Range special : SPECIAL) {
      if (special.has(literal)) {
        return ranges.stream().anyMatch(range -> range.within(special) && range.has(literal));
      }
    }
    return ranges.stream().anyMatch(range -> range.has(literal));
  }

  /** Whether an address is one of those that a range has to mean. */
  static boolean isSpecial(InetAddress address) {
    String literal = literal(address);
    return SPECIAL.stream().anyMatch(special -> special.has(literal));
  }

  /** Why the address cannot be used, naming the ranges. */
  public String refusal(InetAddress address) {
    return "%s is outside of the customer's address ranges: %s.%s"
        .formatted(
            literal(address),
            words(),
            isSpecial(address)
                ? " Loopback, link-local and metadata addresses need a range of their own."
                : " Use an address within them, or ask an administrator of all customers to add a"
                    + " range.");
  }

  /** The first ranges, with how many more there are. */
  public String words() {
    String first = String.join(", ", cidrs.subList(0, Math.min(WORDS, cidrs.size())));
    return cidrs.size() <= WORDS ? first : "%s and %,d more".formatted(first, cidrs.size() - WORDS);
  }

  /** The address without the name of an interface; IPv4 in IPv6 is IPv4 to Java. */
  private static String literal(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress()).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private record Range(IpAddressMatcher matcher, String network, int bits) {
    static Range of(String cidr) {
      int slash = cidr.indexOf('/');
      return new Range(
          new IpAddressMatcher(cidr),
          cidr.substring(0, slash),
          Integer.parseInt(cidr.substring(slash + 1)));
    }

    /** The library takes every IPv6 address for a part of 0.0.0.0/0. */
    boolean has(String literal) {
      return (literal.indexOf(':') < 0) == (network.indexOf(':') < 0) && matcher.matches(literal);
    }

    boolean within(Range other) {
      return bits >= other.bits && other.has(network);
    }
  }
}
