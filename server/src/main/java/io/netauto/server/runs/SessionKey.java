package io.netauto.server.runs;

import io.netauto.driver.Login;
import io.netauto.driver.Secret;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platform;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.SshProfile;
import io.netauto.server.inventory.Way;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What has to be the same for a session to be used again: whose device it is, where, how it was
 * logged in to, and everything on the way. Of a secret there is only an HMAC whose key this process
 * made at its start and tells nobody, so that it can be compared and nothing else.
 *
 * @param platform how the session is spoken in; a platform that was read anew is another
 * @param stops the jump hosts and the device
 * @param hostKeys the trusted ones of each stop
 */
record SessionKey(
    long customer, long device, Platform platform, List<Stop> stops, List<String> hostKeys) {
  private static final String HMAC = "HmacSHA256";
  private static final SecretKeySpec OWN = own();

  /** A device that was logged in to, and where it was. */
  record Stop(long device, String place, SshProfile profile, String credRef, String login) {}

  SessionKey {
    stops = List.copyOf(stops);
    hostKeys = List.copyOf(hostKeys);
  }

  private static SecretKeySpec own() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, HMAC);
  }

  /** Whether the device is at the end of the session or on the way. */
  boolean goesThrough(long id) {
    return device == id || stops.stream().anyMatch(stop -> stop.device() == id);
  }

  static SessionKey of(Device device, Platform platform, Way.Open way) {
    List<Stop> stops = new ArrayList<>();
    for (Way.Open.Through each : way.through()) {
      stops.add(stop(each.device(), each.device().target(), each.login(), each.credRef()));
    }
    stops.add(stop(device, way.target(), way.login(), way.credRef()));
    return new SessionKey(
        device.customer().value(), device.id().value(), platform, stops, way.trustedKeys());
  }

  private static Stop stop(Device device, Target target, Login login, String credRef) {
    return new Stop(
        device.id().value(),
        target.protocol() + " " + target,
        device.sshProfile(),
        credRef,
        digest(login));
  }

  private static String digest(Login login) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(OWN);
      add(mac, login.username());
      add(mac, clear(login.password()));
      add(mac, clear(login.privateKey()));
      add(mac, clear(login.passphrase()));
      add(mac, clear(login.enablePassword()));
      add(mac, login.certificate());
      add(mac, login.agent() == null ? null : login.agent().toString());
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java has no " + HMAC + ".", e);
    }
  }

  private static @Nullable String clear(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }

  /** With its length, so that two texts are never taken for two others. */
  private static void add(Mac mac, @Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).array());
    mac.update(bytes);
  }
}
