package io.netauto.driver.transport;

import io.netauto.driver.HostKeys.HostKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/** One line of an OpenSSH {@code known_hosts} file (sshd(8)), or of what ssh-keyscan prints. */
public sealed interface KnownHostLine {

  /** An empty line or a comment. */
  record Nothing() implements KnownHostLine {}

  /**
   * @param why in words
   */
  record Unusable(String why) implements KnownHostLine {}

  /** What stands before the names. */
  enum Marker {
    /** Nothing: the key is the hosts' own. */
    NONE,
    /** The key signs the host certificates of the hosts. */
    AUTHORITY,
    /** The key is not to be trusted, be it the hosts' own or an authority's. */
    REVOKED
  }

  /** A host's key, or with a marker what is said of a key. */
  final class Entry implements KnownHostLine {
    private final KnownHostEntry entry;
    private final HostKey key;

    private final String names;

    private final Marker marker;

    private Entry(KnownHostEntry entry, String names, Marker marker, HostKey key) {
      this.names = names;
      this.marker = marker;
      this.entry = entry;
      this.key = key;
    }

    public HostKey key() {
      return key;
    }

    public Marker marker() {
      return marker;
    }

    /** Whether all names of hosts are plain: neither hashed nor patterns. */
    public boolean isPlain() {
      return entry.getHashedEntry() == null && !names.contains("*") && !names.matches(".*[?!].*");
    }

    /** The hosts as {@link #name} writes them; of use where they are plain. */
    public List<String> names() {
      return List.of(names.toLowerCase(Locale.ROOT).split(","));
    }

    public boolean matches(String host, int port) {
      return entry.isHostMatch(host, port);
    }
  }

  static KnownHostLine parse(String line) {
    if (line.isBlank() || line.strip().startsWith("#")) {
      return new Nothing();
    }
    try {
      KnownHostEntry entry = KnownHostEntry.parseKnownHostEntry(line.strip());
      if (entry == null || entry.getKeyEntry() == null) {
        return new Unusable("This is no line of a known_hosts file: host, key type and key.");
      }
      String word = Objects.requireNonNullElse(entry.getMarker(), "");
      Marker marker =
          switch (word) {
            case "" -> Marker.NONE;
            case "cert-authority" -> Marker.AUTHORITY;
            case "revoked" -> Marker.REVOKED;
            default -> null;
          };
      if (marker == null) {
        return new Unusable(
            "The marker @" + word + " is not known; known are @cert-authority and @revoked.");
      }
      PublicKey key =
          entry.getKeyEntry().resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
      return new Entry(
          entry,
          line.strip().split("\\s+", 3)[marker == Marker.NONE ? 0 : 1],
          marker,
          new HostKey(
              KeyUtils.getKeyType(key),
              KeyUtils.getFingerPrint(BuiltinDigests.sha256, key),
              PublicKeyEntry.toString(key)));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return new Unusable("The key cannot be read: " + e.getMessage());
    }
  }

  /** A host's name, or its address, with its port. */
  static String name(String host, int port) {
    return (port == 22 ? host : "[" + host + "]:" + port).toLowerCase(Locale.ROOT);
  }

  /** A line with all these names of one host. */
  static String format(List<String> hosts, int port, String publicKey) {
    return String.join(",", hosts.stream().map(host -> name(host, port)).distinct().toList())
        + " "
        + publicKey;
  }
}
