package io.netauto.driver.textfsm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder of templates and its index, in the form of ntc-templates. Templates are read when they
 * are first needed and kept. Many threads may use it at once.
 */
public final class Templates {
  private static final String INDEX = "index";
  private static final int MAX_FILE = 8 * 1024 * 1024;
  private static final int MAX_COMMAND = 1_000;

  private final Source source;
  private final String index;
  private final List<IndexRow> rows;
  private final Map<String, Template> parsed = new ConcurrentHashMap<>();

  private Templates(String folder, Source source) {
    this.source = source;
    this.index = folder + "/" + INDEX;
    this.rows = IndexFile.read(index, read(INDEX, 1));
  }

  /** Opens a file of the folder by its name. */
  @FunctionalInterface
  private interface Source {
    InputStream open(String name) throws IOException;
  }

  /**
   * The templates of a folder that holds a file {@code index}.
   *
   * @throws TemplateException when the index cannot be used; the message names file, line and fault
   */
  public static Templates load(Path folder) {
    return new Templates(folder.toString(), name -> Files.newInputStream(folder.resolve(name)));
  }

  /** The templates that come with the library. */
  public static Templates builtIn() {
    return new Templates(
        "templates",
        name -> {
          InputStream in = io.netauto.driver.Driver.class.getResourceAsStream("templates/" + name);
          if (in == null) {
            throw new NoSuchFileException(name);
          }
          return in;
        });
  }

  /**
   * The table of what a command printed, or empty when there is no template for the command.
   *
   * @param platform as in the index, such as {@code cisco_ios}
   * @param command as typed, abbreviated or not
   * @throws ParseException when the template refuses the output, or a limit is reached
   * @throws TemplateException when the template cannot be used
   */
  public Optional<Table> parse(String platform, String command, String output) {
    return parser(platform, command).map(parser -> parser.parse(output, Limits.DEFAULT));
  }

  /**
   * What makes the table of a command, or empty when there is no template for the command.
   *
   * @throws TemplateException when a template cannot be used
   */
  public Optional<Parser> parser(String platform, String command) {
    return find(platform, command).map(Parser::new);
  }

  /**
   * Reads every template of the index now.
   *
   * @return what is wrong with those that cannot be used, each of them once
   */
  public List<String> check() {
    Set<String> faults = new LinkedHashSet<>();
    for (IndexRow row : rows) {
      for (String name : row.templates()) {
        try {
          template(name, row);
        } catch (TemplateException | UncheckedIOException e) {
          faults.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return List.copyOf(faults);
  }

  private Template template(String name, IndexRow row) {
    return parsed.computeIfAbsent(name, n -> Template.parse(n, read(n, row.line())));
  }

  /**
   * The templates of the first row of the index that matches; their tables are joined.
   *
   * @throws TemplateException when one of them cannot be used
   */
  public Optional<List<Template>> find(String platform, String command) {
    if (command.length() > MAX_COMMAND || platform.length() > MAX_COMMAND) {
      return Optional.empty();
    }
    for (IndexRow row : rows) {
      if (matches(row, platform, command)) {
        List<Template> templates = new ArrayList<>();
        for (String name : row.templates()) {
          templates.add(template(name, row));
        }
        return Optional.of(List.copyOf(templates));
      }
    }
    return Optional.empty();
  }

  private boolean matches(IndexRow row, String platform, String command) {
    try {
      return row.matches(platform, command);
    } catch (Line.TooLong e) {
      throw new ParseException(index + ":" + row.line() + ": " + e.getMessage());
    }
  }

  private String read(String name, int line) {
    if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
      throw new TemplateException(index, line, "\"" + name + "\" is not a file of this folder");
    }
    try (InputStream in = source.open(name)) {
      byte[] bytes = in.readNBytes(MAX_FILE + 1);
      if (bytes.length > MAX_FILE) {
        throw new TemplateException(index, line, "\"" + name + "\" is larger than 8 MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new TemplateException(index, line, "the file \"" + name + "\" is missing");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read \"" + name + "\" of " + index + ".", e);
    }
  }
}
