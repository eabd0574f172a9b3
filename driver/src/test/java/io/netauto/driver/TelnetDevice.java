package io.netauto.driver;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A device's end of a Telnet connection. */
record TelnetDevice(InputStream in, OutputStream out) {
  /** What a device does with a connection. */
  interface OnAccept {
    void accept(TelnetDevice device) throws Exception;
  }

  /** Listens on a port of loopback and serves each connection on a thread of its own. */
  static final class Listening implements Closeable {
    private final ServerSocket socket;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    Listening(OnAccept then) throws IOException {
      socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> accept(then));
    }

    private void accept(OnAccept then) {
      while (!socket.isClosed()) {
        try {
          Socket one = socket.accept();
          accepted.add(one);
          Thread.ofVirtual().start(() -> serve(one, then));
        } catch (IOException e) {
          return;
        }
      }
    }

    private static void serve(Socket socket, OnAccept then) {
      try (socket) {
        then.accept(new TelnetDevice(socket.getInputStream(), socket.getOutputStream()));
      } catch (Exception e) {
        // The client is gone.
      }
    }

    Target target() {
      return Target.telnet("127.0.0.1", socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket each : accepted) {
        each.close();
      }
    }
  }

  void say(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** What is typed until Enter, without the protocol. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("The client is gone.");
      } else if (b == 255) {
        command();
      } else if (b == '\r') {
        in.read();
        return line.toString();
      } else {
        line.append((char) b);
      }
    }
  }

  private void command() throws IOException {
    int verb = in.read();
    if (verb == 250) {
      int last = 0;
      for (int b = in.read(); !(last == 255 && b == 240); b = in.read()) {
        last = b;
      }
    } else {
      in.read();
    }
  }

  void prompt() throws IOException {
    say("r1# ");
    while (true) {
      String command = line();
      if (command.equals("hang")) {
        continue;
      }
      say(command + "\r\n");
      if (!command.isBlank() && !command.startsWith("terminal")) {
        say("out of " + command + "\r\n");
      }
      say("r1# ");
    }
  }

  /** Asks for name and password as devices do, behind a banner of such words. */
  void usualLogin(String nameQuestion) throws Exception {
    say("\u00ff\u00fb\u0001\u00ff\u00fb\u0003\u00ff\u00fd\u0018\u00ff\u00fd\u001f");
    say(
        "\r\nAuthorised users only. Your login:\r\n"
            + "Enter your password: and nothing else. Username: as on the badge.\r\n\r\n");
    say(nameQuestion);
    String name = line();
    TimeUnit.MILLISECONDS.sleep(150);
    say(name + "\r\nPassword: ");
    String password = line();
    TimeUnit.MILLISECONDS.sleep(150);
    say("\r\n");
    if (name.equals("admin") && password.equals("pw")) {
      say("Last login: Monday\r\nWelcome to r1\r\n");
      prompt();
    }
    say("Login incorrect\r\n\r\n" + nameQuestion);
    line();
  }
}
