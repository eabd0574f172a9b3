package io.netauto.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Requests as they are typed, which no well-behaved client would send. */
public final class RawHttp {
  private static final int PATIENCE_MS = 60_000;

  private RawHttp() {}

  /**
   * @param head the status line and the header lines
   */
  public record Answer(List<String> head, String body) {
    public int status() {
      return head.isEmpty() ? 0 : Integer.parseInt(head.getFirst().split(" ")[1]);
    }

    /** The first header of this name; empty without one. */
    public String header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst()
          .orElse("");
    }
  }

  /**
   * Sends the lines with CR LF between them and an empty line behind, and reads until the server
   * closes; so one of them should be {@code Connection: close}.
   */
  public static Answer send(int port, String... lines) throws IOException {
    return sendAsIs(port, String.join("\r\n", lines) + "\r\n\r\n");
  }

  /** Sends a text, whole or not, and reads until the server closes. */
  public static Answer sendAsIs(int port, String request) throws IOException {
    try (Socket socket = tls(port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return parsed(new String(all(socket.getInputStream()), StandardCharsets.UTF_8));
    }
  }

  private static Answer parsed(String text) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    return new Answer(
        head.isEmpty() ? List.of() : List.of(head.split("\r\n")),
        end < 0 ? "" : text.substring(end + 4));
  }

  /** What comes until the end, however that comes. */
  private static byte[] all(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        all.write(some, 0, n);
      }
    } catch (SocketException reset) {
      return all.toByteArray();
    }
    return all.toByteArray();
  }

  /** Sends bytes without any TLS of our own and gives what is answered. */
  public static byte[] bytes(int port, byte[] sent) throws IOException {
    try (Socket socket = plain(port)) {
      socket.getOutputStream().write(sent);
      socket.getOutputStream().flush();
      return all(socket.getInputStream());
    }
  }

  private static Socket plain(int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** A connection that believes every certificate and takes only these versions, if any. */
  public static SSLSocket tls(int port, String... versions) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain(port), "localhost", port, true);
      if (versions.length > 0) {
        socket.setEnabledProtocols(versions);
      }
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
