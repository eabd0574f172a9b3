package io.netauto.cli.term;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Standard input, output and error, and whether a person is at them. */
public final class Terminal {
  /** Which of the three streams are a terminal. */
  public record Tty(boolean in, boolean out, boolean err) {
    public static final Tty NONE = new Tty(false, false, false);
  }

  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;
  private final Tty tty;
  private final Prompt prompt;
  private final Map<String, String> env;
  private boolean color;

  public Terminal(
      InputStream in,
      OutputStream out,
      PrintStream err,
      Tty tty,
      Prompt prompt,
      Map<String, String> env) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.tty = tty;
    this.prompt = prompt;
    this.env = env;
    this.color =
        env.getOrDefault("NO_COLOR", "").isEmpty() && !env.getOrDefault("TERM", "").equals("dumb");
  }

  /** This process's own. */
  public static Terminal system(Map<String, String> env) {
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 14);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    var tty = new Tty(Ttys.isTerminal(0), Ttys.isTerminal(1), Ttys.isTerminal(2));
    return new Terminal(System.in, out, err, tty, new ConsolePrompt(err), env);
  }

  /** A variable of the environment; empty when it is not set. */
  public String variable(String name) {
    return env.getOrDefault(name, "");
  }

  public void withoutColor() {
    color = false;
  }

  public boolean outIsTerminal() {
    return tty.out;
  }

  public boolean errIsTerminal() {
    return tty.err;
  }

  /** Whether somebody can be asked. */
  public boolean canAsk() {
    return tty.in && tty.err;
  }

  public Prompt prompt() {
    return prompt;
  }

  /** Whether the answer to a question is yes; anything but y and yes is a no. */
  public boolean confirms(String question) {
    String answer = prompt.line(question + " [y/N] ").strip();
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }

  /** The first line of standard input, for a secret that is piped in. */
  public String readLine() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of standard input, at most 1 MB of it. */
  public String readAll() {
    try {
      return new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes to standard output and flushes; what comes from elsewhere must be safe already. */
  public void print(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
    flush();
  }

  public void println(String text) {
    print(text + "\n");
  }

  public void print(Table table) {
    print(table.render(tty.out ? width() : 0, outColor()));
  }

  public void print(Details details) {
    print(details.render(outColor()));
  }

  /** Writes bytes to standard output as they are. */
  public void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw closed(e);
    }
  }

  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw closed(e);
    }
  }

  private static Failure closed(IOException cause) {
    return new Failure(
        ExitCode.FAILED, "Standard output cannot be written: " + cause.getMessage() + ".", cause);
  }

  /** A line on standard error. */
  public void error(String line) {
    err.println(Printable.lines(line));
  }

  public void error(Details details) {
    err.print(details.render(color && tty.err));
  }

  /** A line on standard error that is for a person only: left out when that is no terminal. */
  public void note(String line) {
    if (tty.err) {
      String safe = Printable.line(line);
      err.println(color ? Style.QUIET.apply(safe) : safe);
    }
  }

  /** Writes to standard error, in one piece, text that is safe already. */
  void writeErr(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    err.write(bytes, 0, bytes.length);
    err.flush();
  }

  /** Standard output for text that is safe already. */
  public PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** Standard error for text that is safe already. */
  public PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  public boolean outColor() {
    return color && tty.out;
  }

  /** Columns of the terminal; 80 when it does not tell. */
  public int width() {
    String columns = env.getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9]\\d{0,4}")) {
      return Integer.parseInt(columns);
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String[] size =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .strip()
              .split(" ", -1);
      boolean ended = stty.waitFor(1, TimeUnit.SECONDS);
      return ended && size.length == 2 && !size[1].equals("0") ? Integer.parseInt(size[1]) : 80;
    } catch (IOException | NumberFormatException e) {
      return 80;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 80;
    }
  }
}
