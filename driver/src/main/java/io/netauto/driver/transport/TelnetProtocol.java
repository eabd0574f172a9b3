package io.netauto.driver.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The Telnet protocol of one connection (RFC 854, 855), without the connection: what comes goes in,
 * and the device's own bytes and our answers come out. It agrees to what a command line needs, ECHO
 * (RFC 857), SUPPRESS GO AHEAD (RFC 858) and BINARY (RFC 856) on either side as named below,
 * TERMINAL TYPE (RFC 1091) and NAWS (RFC 1073), and refuses all else.
 *
 * <p>It answers a request only when that changes a state, which is what RFC 854 asks for so that
 * two sides never answer each other for ever; a device that changes its mind again and again is
 * answered {@value #MOST_ANSWERS} times and then no more. Memory is bounded whatever comes.
 *
 * <p>Own code and not commons-net, whose TelnetInputStream takes a thread for each connection and
 * knows no deadline of the reader. Not safe for use by several threads.
 */
final class TelnetProtocol {
  private static final int IAC = 255;
  private static final int DONT = 254;
  private static final int DO = 253;
  private static final int WONT = 252;
  private static final int WILL = 251;
  private static final int SB = 250;
  private static final int ARE_YOU_THERE = 246;
  private static final int SE = 240;

  private static final int BINARY = 0;
  private static final int ECHO = 1;
  private static final int SUPPRESS_GO_AHEAD = 3;
  private static final int TERMINAL_TYPE = 24;
  private static final int WINDOW_SIZE = 31;

  private static final int SEND = 1;
  private static final int IS = 0;

  private static final int MOST_ANSWERS = 200;
  private static final int LONGEST_SUBNEGOTIATION = 512;

  private enum State {
    DATA,
    CARRIAGE_RETURN,
    COMMAND,
    OPTION,
    SUBNEGOTIATION,
    SUBNEGOTIATION_COMMAND
  }

  private final String terminal;
  private final int columns;
  private final int rows;
  private final boolean[] theirs = new boolean[256];
  private final boolean[] ours = new boolean[256];
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream(32);
  private final byte[] sub = new byte[LONGEST_SUBNEGOTIATION];
  private int subLength;
  private int answered;
  private State state = State.DATA;
  private int verb;

  TelnetProtocol(String terminal, int columns, int rows) {
    this.terminal = terminal;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Takes bytes as they came and leaves the device's own in their place.
   *
   * @return how many are left, from {@code offset} on
   */
  int received(byte[] buffer, int offset, int length) {
    int to = offset;
    for (int i = offset; i < offset + length; i++) {
      int b = buffer[i] & 0xff;
      switch (state) {
        case DATA -> {
          if (b == IAC) {
            state = State.COMMAND;
          } else {
            buffer[to++] = (byte) b;
            if (b == '\r' && !theirs[BINARY]) {
              state = State.CARRIAGE_RETURN;
            }
          }
        }
        case CARRIAGE_RETURN -> {
          // NUL after CR only says that no LF follows.
          state = b == IAC ? State.COMMAND : b == '\r' ? State.CARRIAGE_RETURN : State.DATA;
          if (b != IAC && b != 0) {
            buffer[to++] = (byte) b;
          }
        }
        case COMMAND -> to = command(b, buffer, to);
        case OPTION -> {
          option(b);
          state = State.DATA;
        }
        case SUBNEGOTIATION -> {
          if (b == IAC) {
            state = State.SUBNEGOTIATION_COMMAND;
          } else {
            collect(b);
          }
        }
        case SUBNEGOTIATION_COMMAND -> subnegotiationCommand(b);
      }
    }
    return to - offset;
  }

  private int command(int b, byte[] buffer, int to) {
    state = State.DATA;
    switch (b) {
      case IAC -> {
        buffer[to] = (byte) IAC;
        return to + 1;
      }
      case WILL, WONT, DO, DONT -> {
        verb = b;
        state = State.OPTION;
      }
      case SB -> {
        subLength = 0;
        state = State.SUBNEGOTIATION;
      }
      case ARE_YOU_THERE -> answer("\r\n[Yes]\r\n".getBytes(StandardCharsets.US_ASCII));
      default -> {
        // Go ahead, data mark, no operation: nothing to do for a command line.
      }
    }
    return to;
  }

  private void option(int option) {
    switch (verb) {
      case WILL, WONT -> theirs(option, verb == WILL);
      default -> ours(option, verb == DO);
    }
  }

  private void theirs(int option, boolean on) {
    boolean wanted = option == ECHO || option == SUPPRESS_GO_AHEAD || option == BINARY;
    if (on && !wanted) {
      answer(IAC, DONT, option);
    } else if (theirs[option] != on) {
      theirs[option] = on;
      answer(IAC, on ? DO : DONT, option);
    }
  }

  private void ours(int option, boolean on) {
    boolean wanted =
        option == SUPPRESS_GO_AHEAD
            || option == BINARY
            || option == TERMINAL_TYPE
            || option == WINDOW_SIZE;
    if (on && !wanted) {
      answer(IAC, WONT, option);
    } else if (ours[option] != on) {
      ours[option] = on;
      answer(IAC, on ? WILL : WONT, option);
      if (on && option == WINDOW_SIZE) {
        answerWindowSize();
      }
    }
  }

  private void answerWindowSize() {
    ByteArrayOutputStream message = new ByteArrayOutputStream(16);
    message.writeBytes(new byte[] {(byte) IAC, (byte) SB, WINDOW_SIZE});
    for (int b : new int[] {columns >> 8, columns, rows >> 8, rows}) {
      message.write(b);
      if ((b & 0xff) == IAC) {
        message.write(IAC);
      }
    }
    message.writeBytes(new byte[] {(byte) IAC, (byte) SE});
    answer(message.toByteArray());
  }

  private void collect(int b) {
    if (subLength < LONGEST_SUBNEGOTIATION) {
      sub[subLength++] = (byte) b;
    }
  }

  private void subnegotiationCommand(int b) {
    state = State.SUBNEGOTIATION;
    if (b == IAC) {
      collect(b);
    } else if (b == SE) {
      state = State.DATA;
      if (subLength == 2 && sub[0] == TERMINAL_TYPE && sub[1] == SEND && ours[TERMINAL_TYPE]) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(32);
        message.writeBytes(new byte[] {(byte) IAC, (byte) SB, TERMINAL_TYPE, IS});
        message.writeBytes(terminal.getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(new byte[] {(byte) IAC, (byte) SE});
        answer(message.toByteArray());
      }
    }
  }

  private void answer(int... message) {
    byte[] bytes = new byte[message.length];
    for (int i = 0; i < message.length; i++) {
      bytes[i] = (byte) message[i];
    }
    answer(bytes);
  }

  private void answer(byte[] message) {
    if (answered++ < MOST_ANSWERS) {
      answers.writeBytes(message);
    } else {
      answered = MOST_ANSWERS;
    }
  }

  /** What is to be sent to the device at once; null when nothing is. */
  byte @Nullable [] answers() {
    if (answers.size() == 0) {
      return null;
    }
    byte[] all = answers.toByteArray();
    answers.reset();
    return all;
  }

  /**
   * What is typed, in the form of the wire. A device that echoes character by character takes the
   * carriage return of the Enter key, which is sent as CR NUL; one that takes lines takes CR LF.
   */
  byte[] typed(byte[] bytes) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream(bytes.length + 8);
    boolean characters = theirs[ECHO];
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '\r' || b == '\n') {
        if (b == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n') {
          i++;
        }
        wire.write('\r');
        if (!ours[BINARY]) {
          wire.write(characters ? 0 : '\n');
        }
      } else {
        wire.write(b);
        if ((b & 0xff) == IAC) {
          wire.write(IAC);
        }
      }
    }
    return wire.toByteArray();
  }
}
