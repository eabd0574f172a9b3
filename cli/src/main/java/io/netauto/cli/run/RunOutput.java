package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.Printable;
import io.netauto.cli.term.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Copies a run's whole output to standard output. */
final class RunOutput {
  private RunOutput() {}

  /**
   * Byte by byte to a file or pipe; to a terminal with control characters written out.
   *
   * @param raw what the device sent, instead of clean text
   * @return the last character of it; a line feed when there is none
   */
  static int copy(Cli cli, String id, boolean raw) {
    String path = "/runs/" + Server.segment(id) + "/output";
    Terminal terminal = cli.terminal();
    int last = '\n';
    try (InputStream in =
        cli.server().download(path, new Query().with("format", raw ? "raw" : "text"))) {
      if (terminal.outIsTerminal()) {
        last = show(new InputStreamReader(in, StandardCharsets.UTF_8), terminal, raw);
      } else {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          terminal.write(n == buffer.length ? buffer : Arrays.copyOf(buffer, n));
          last = n == 0 ? last : buffer[n - 1];
        }
      }
      terminal.flush();
      return last;
    } catch (IOException e) {
      throw cli.server().unreachable(e);
    }
  }

  private static int show(Reader in, Terminal terminal, boolean raw) throws IOException {
    char[] buffer = new char[1 << 13];
    int kept = 0;
    int last = '\n';
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer, kept, buffer.length - kept)) {
      int length = kept + n;
      last = buffer[length - 1];
      // A pair of surrogates must not be torn apart.
      kept = Character.isHighSurrogate(buffer[length - 1]) ? 1 : 0;
      String text = new String(buffer, 0, length - kept);
      terminal.print(raw ? Printable.visible(text) : Printable.lines(text));
      if (kept == 1) {
        buffer[0] = buffer[length - 1];
      }
    }
    return last;
  }
}
