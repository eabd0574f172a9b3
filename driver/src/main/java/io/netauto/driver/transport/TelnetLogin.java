package io.netauto.driver.transport;

import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Login;
import io.netauto.driver.Secret;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The login dialog of a device that asks for name and password in its stream. A banner can hold the
 * words that a question ends with, so only the unfinished line is looked at, and only once it has
 * stood for a moment. The password is sent once. Words of refusal count only when no other line
 * follows them than a question again, because a message of the day can hold them too. The dialog is
 * over when the unfinished line is no question of a login any longer; that line is left for whoever
 * reads on.
 */
final class TelnetLogin {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AT_ONCE = Duration.ofMillis(20);
  private static final int LONGEST_LINE = 8 << 10;
  private static final int LONGEST_QUESTION = 512;
  private static final Pattern INVISIBLE =
      Pattern.compile("\\x1b\\[[0-9;?]{0,32}[A-Za-z]|[\\x00-\\x1f\\x7f]");

  private final Transport transport;
  private final Target target;
  private final Login login;
  private final LoginWords words;
  private final SessionOptions options;
  private final SessionListener listener;

  /** Moves on by the time that the login waited for its turn. */
  private Deadline limit;

  private boolean passed;

  private final byte[] line = new byte[LONGEST_LINE];
  private int lineLength;
  private String lastLine = "";
  private String refusal = "";
  private long lastByteAt = System.nanoTime();
  private long longestPause;
  private boolean anyByte;
  private boolean woken;
  private boolean nameSent;
  private boolean passwordSent;

  /** Nothing came since the last answer. */
  private boolean answered;

  /** What came since the last answer stands behind the question still. */
  private boolean onAnsweredLine;

  TelnetLogin(
      Transport transport,
      Target target,
      Login login,
      LoginWords words,
      SessionOptions options,
      SessionListener listener) {
    this.transport = transport;
    this.target = target;
    this.login = login;
    this.words = words;
    this.options = options;
    this.listener = listener;
    this.limit = Deadline.after(options.authentication());
  }

  /** The transport behind the login; what came before was given to the listener. */
  Transport logIn() throws NotConnected {
    try {
      byte[] buffer = new byte[4 << 10];
      while (true) {
        int n = transport.read(buffer, new Deadline(lastByteAt + quiet().toNanos()).or(limit));
        if (n == Transport.END) {
          throw refusal.isEmpty() ? lost("the device ended the connection") : refused(refusal);
        } else if (limit.passed()) {
          throw refusal.isEmpty() ? timeout() : refused(refusal);
        } else if (n > 0) {
          take(buffer, n);
        } else if (stands()) {
          if (passed) {
            options.gate().accepted(target);
          }
          return new ReadAhead(Arrays.copyOf(line, lineLength), transport);
        }
      }
    } catch (IOException e) {
      throw lost(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NetworkFailures.cancelled(e);
    }
  }

  private void take(byte[] buffer, int n) {
    long now = System.nanoTime();
    if (anyByte) {
      longestPause = Math.max(longestPause, now - lastByteAt);
    }
    lastByteAt = now;
    anyByte = true;
    answered = false;
    for (int i = 0; i < n; i++) {
      if (lineLength == LONGEST_LINE) {
        giveLine();
      }
      line[lineLength++] = buffer[i];
      onAnsweredLine &= buffer[i] != '\r' && buffer[i] != '\n';
      if (buffer[i] == '\n') {
        String text = text();
        if (!text.isBlank()) {
          lastLine = text;
        }
        if (passwordSent && words.refused().matcher(text).find()) {
          refusal = text.strip();
        }
        giveLine();
      }
    }
  }

  private void giveLine() {
    listener.bytes(line, 0, lineLength);
    lineLength = 0;
  }

  /** The end of the unfinished line, without what a terminal does not show. */
  private String text() {
    int n = Math.min(lineLength, LONGEST_QUESTION);
    Charset charset = options.charset();
    String end = new String(line, lineLength - n, n, charset);
    return INVISIBLE.matcher(end).replaceAll("");
  }

  /** How long the unfinished line has to stand before something is done about it. */
  private Duration quiet() {
    if (answered) {
      return options.authentication();
    }
    String text = text();
    if (text.isBlank()) {
      boolean nothingToDo = refusal.isEmpty() && (woken || nameSent || passwordSent);
      return nothingToDo ? options.authentication() : PATIENCE;
    }
    long pauses = 3 * longestPause / 1_000_000;
    if (asks(text)) {
      // A question has little before it: a host name, or a user's name and host.
      boolean bare = text.strip().chars().filter(Character::isWhitespace).count() <= 2;
      return Duration.ofMillis(Math.clamp(pauses, bare ? 80 : 1500, 3000));
    }
    boolean soon = passwordSent && !onAnsweredLine;
    return Duration.ofMillis(Math.clamp(pauses, soon ? 80 : 2000, 5000));
  }

  private boolean asks(String text) {
    return words.username().matcher(text).find() || words.password().matcher(text).find();
  }

  /** The unfinished line has stood; true when the login is over. */
  private boolean stands() throws IOException, NotConnected {
    lastByteAt = System.nanoTime();
    longestPause = 0;
    String text = text();
    if (passwordSent && words.refused().matcher(text).find()) {
      refusal = text.strip();
      return false;
    }
    if (text.isBlank()) {
      if (!refusal.isEmpty()) {
        throw refused(refusal);
      }
      woken = true;
      transport.write(new byte[] {'\r'});
      return false;
    }
    if (passwordSent && asks(text)) {
      throw refused(lastLine.strip());
    }
    boolean asksPassword = words.password().matcher(text).find();
    if (!passed && (asksPassword || words.username().matcher(text).find())) {
      return awaitTurn();
    }
    if (asksPassword) {
      sendPassword(text);
      return false;
    }
    if (words.username().matcher(text).find()) {
      if (nameSent) {
        throw refused(lastLine.strip());
      }
      nameSent = true;
      send(login.username());
      return false;
    }
    return true;
  }

  /** What the device said meanwhile is read before it is answered. */
  private boolean awaitTurn() throws IOException, NotConnected {
    long from = System.nanoTime();
    NetworkFailures.pass(options.gate(), target);
    long now = System.nanoTime();
    passed = true;
    limit = new Deadline(limit.nanoTime() + now - from);
    boolean atOnce = now - from < AT_ONCE.toNanos();
    lastByteAt = now;
    return atOnce && stands();
  }

  private void sendPassword(String question) throws IOException, NotConnected {
    Secret password = login.password();
    if (password == null) {
      throw failed(
          Cause.AUTHENTICATION_REFUSED,
          target + " asks \"" + question.strip() + "\", and the login has no password.",
          "a password",
          "Give the credential a password.");
    }
    passwordSent = true;
    send(password.reveal());
  }

  private void send(String text) throws IOException {
    answered = true;
    onAnsweredLine = true;
    transport.write((text + "\r").getBytes(options.charset()));
  }

  private NotConnected refused(String said) {
    return failed(
        Cause.AUTHENTICATION_REFUSED,
        target
            + " refused the login of \""
            + login.username()
            + "\" with a password"
            + (said.isEmpty() ? "." : ": " + said),
        "a prompt",
        "Check user name and password, and that the account is not locked.");
  }

  private NotConnected timeout() {
    String state =
        passwordSent
            ? " did not answer the password within "
            : anyByte ? " asked for no login within " : " sent nothing within ";
    return failed(
        Cause.AUTHENTICATION_TIMEOUT,
        target + state + NetworkFailures.words(options.authentication()) + ".",
        passwordSent ? "a prompt" : "a question for user name or password",
        "Check that the port is the device's Telnet port and its AAA server answers, or raise the"
            + " limit.");
  }

  private NotConnected lost(String why) {
    String said = (lastLine + "\n" + text()).strip();
    if (LinesFull.said(said)) {
      return failed(
          Cause.LINES_FULL,
          NetworkFailures.full(
              target + " closed the connection during login", said.replaceAll("\\s*\\R\\s*", " ")),
          "a free line",
          LinesFull.ADVICE);
    }
    return failed(
        Cause.CONNECTION_LOST,
        target + " closed the connection during login: " + why + ".",
        passwordSent ? "a prompt" : "a question for user name or password",
        "The device may be out of sessions, or its access list refuses this server.");
  }

  private NotConnected failed(Cause cause, String summary, String expected, String advice) {
    String last = (lastLine + "\n" + text()).strip();
    return new NotConnected(new Failure(cause, summary, expected, last, advice), null);
  }
}
