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
 * stood for a moment. The password is sent once. The dialog is over when the unfinished line is no
 * question of a login any longer; that line is left for whoever reads on.
 */
final class TelnetLogin {
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
  private final Deadline limit;

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
        if (n > 0) {
          take(buffer, n);
        } else if (n == Transport.END) {
          throw lost("the device ended the connection");
        } else if (limit.passed()) {
          throw timeout();
        } else if (stands()) {
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
    for (int i = 0; i < n; i++) {
      if (lineLength == LONGEST_LINE) {
        giveLine();
      }
      line[lineLength++] = buffer[i];
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
    String text = text();
    if (text.isBlank()) {
      return woken || nameSent || passwordSent ? options.authentication() : Duration.ofSeconds(5);
    }
    long pause = longestPause / 1_000_000;
    return asks(text) || passwordSent
        ? Duration.ofMillis(Math.clamp(2 * pause, 60, 1500))
        : Duration.ofMillis(Math.clamp(3 * pause, 2000, 5000));
  }

  private boolean asks(String text) {
    return words.username().matcher(text).find() || words.password().matcher(text).find();
  }

  /** The unfinished line has stood; true when the login is over. */
  private boolean stands() throws IOException, NotConnected {
    lastByteAt = System.nanoTime();
    longestPause = 0;
    String text = text();
    if (!refusal.isEmpty() || (passwordSent && words.refused().matcher(text).find())) {
      throw refused(refusal.isEmpty() ? text.strip() : refusal);
    }
    if (text.isBlank()) {
      woken = true;
      transport.write(new byte[] {'\r'});
      return false;
    }
    if (passwordSent && asks(text)) {
      throw refused(lastLine.strip());
    }
    if (words.password().matcher(text).find()) {
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
