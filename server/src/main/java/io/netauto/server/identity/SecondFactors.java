package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.codec.binary.Base32;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Second factors of logins: codes of an authenticator app, and recovery codes for when it is lost.
 * A code of either kind works once.
 */
@Component
class SecondFactors {
  static final int RECOVERY_CODES = 10;

  /**
   * 120 random bits, 24 letters and digits: more than the 112 from which on a plain hash is enough
   * (ASVS 6.5.2). Codes of before had 80; they are known by their hashes still.
   */
  private static final int RECOVERY_BYTES = 15;

  private static final String QUESTION = "second";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecondFactorTable table;
  private final SecretSealing sealing;
  private final LoginThrottle throttle;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final boolean ofSuperusers;

  SecondFactors(
      SecondFactorTable table,
      SecretSealing sealing,
      LoginThrottle throttle,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${netauto.logins.superusers-need-second-factor:false}") boolean ofSuperusers) {
    this.table = table;
    this.sealing = sealing;
    this.throttle = throttle;
    this.transaction = transaction;
    this.clock = clock;
    this.ofSuperusers = ofSuperusers;
  }

  /** Whether a login needs a code, or has to set the factor up first. */
  boolean isAsked(UserId user) {
    return isOn(user) || isRequired(user);
  }

  boolean isOn(UserId user) {
    return table.find(user).filter(SecondFactorTable.Factor::confirmed).isPresent();
  }

  boolean isRequired(UserId user) {
    return table.required(user, ofSuperusers);
  }

  /** Makes a key for the user's device; it counts once {@link #confirm} saw a code of it. */
  Enrolment begin(UserId user, String username) {
    byte[] key = Totp.newKey();
    if (!table.begin(user, sealing.seal(purpose(user), key), clock.instant())) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "second_factor_is_on",
          "The second factor is set up already. Turn it off first to set up another device.");
    }
    return enrolment(username, key);
  }

  /** The key that waits for its first code; empty where there is none. */
  Optional<Enrolment> begun(UserId user, String username) {
    return table
        .find(user)
        .filter(factor -> !factor.confirmed())
        .map(factor -> enrolment(username, opened(user, factor)));
  }

  private static Enrolment enrolment(String username, byte[] key) {
    return Enrolment.of(username, new Base32().encodeAsString(key).replace("=", ""));
  }

  /** Turns the factor on by a first code. The recovery codes are shown this once. */
  List<String> confirm(UserId user, String username, String code, String field) {
    SecondFactorTable.Factor factor =
        table
            .find(user)
            .filter(f -> !f.confirmed())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemException.Kind.CONFLICT,
                        "no_second_factor_begun",
                        "There is no key that waits for its first code. Begin the set-up again."));
    throttle.ask(QUESTION, username);
    OptionalLong step = Totp.match(opened(user, factor), digits(code), clock.instant());
    List<String> recovery = recoveryCodes();
    boolean confirmed =
        step.isPresent()
            && Boolean.TRUE.equals(
                transaction.execute(
                    status -> {
                      if (!table.take(user, step.getAsLong())
                          || !table.confirm(user, clock.instant())) {
                        return false;
                      }
                      table.replaceRecoveryCodes(
                          user, recovery.stream().map(each -> hash(user, each)).toList());
                      return true;
                    }));
    if (!confirmed) {
      throttle.failed();
      throw ProblemException.invalid(
          field,
          "This is not the code of now. Check the clock of your device and type the next code.");
    }
    throttle.answered(QUESTION, username);
    return recovery;
  }

  /**
   * Whether this is a code of now that was not taken before, or an unused recovery code; uses it
   * up.
   *
   * @throws ProblemException of kind THROTTLED after too many wrong ones
   */
  boolean check(UserId user, String username, String code) {
    throttle.ask(QUESTION, username);
    boolean right =
        table
            .find(user)
            .filter(SecondFactorTable.Factor::confirmed)
            .filter(factor -> taken(user, factor, code))
            .isPresent();
    if (right) {
      throttle.answered(QUESTION, username);
    } else {
      throttle.failed();
    }
    return right;
  }

  private boolean taken(UserId user, SecondFactorTable.Factor factor, String code) {
    OptionalLong step = Totp.match(opened(user, factor), digits(code), clock.instant());
    return step.isPresent()
        ? table.take(user, step.getAsLong())
        : table.takeRecoveryCode(user, hash(user, code), clock.instant());
  }

  boolean remove(UserId user) {
    return table.remove(user);
  }

  int recoveryCodesLeft(UserId user) {
    return table.recoveryCodesLeft(user);
  }

  private byte[] opened(UserId user, SecondFactorTable.Factor factor) {
    return sealing.open(purpose(user), factor.sealed());
  }

  private static String purpose(UserId user) {
    return "totp/" + user.value();
  }

  private static String digits(String code) {
    return code.replaceAll("\\s", "");
  }

  private static List<String> recoveryCodes() {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      byte[] random = new byte[RECOVERY_BYTES];
      RANDOM.nextBytes(random);
      String code = new Base32().encodeAsString(random).toLowerCase(Locale.ROOT);
      codes.add(code.replaceAll("(.{4})(?!$)", "$1-"));
    }
    return codes;
  }

  private static byte[] hash(UserId user, String code) {
    String normal = code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((user.value() + "/" + normal).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
