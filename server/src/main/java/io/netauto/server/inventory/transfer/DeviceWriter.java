package io.netauto.server.inventory.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes devices one by one; closing it completes the file. */
public interface DeviceWriter extends Closeable {
  JsonMapper JSON = JsonMapper.builder().build();

  /**
   * @param device values by the names of the columns, all there
   */
  void write(Map<String, ? extends @Nullable Object> device);

  /** A table; tags and metadata as JSON, groups with semicolons between them. */
  static DeviceWriter csv(Writer out) throws IOException {
    CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180);
    csv.printRecord(CsvLists.COLUMNS);
    return new DeviceWriter() {
      @Override
      public void write(Map<String, ? extends @Nullable Object> device) {
        try {
          for (String column : CsvLists.COLUMNS) {
            csv.print(cell(device.get(column)));
          }
          csv.println();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void close() throws IOException {
        csv.close(true);
      }
    };
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> map -> map.isEmpty() ? "" : JSON.writeValueAsString(map);
      case List<?> list -> {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(String.valueOf(name)));
        boolean plain = names.stream().noneMatch(n -> n.contains(";") || n.startsWith("["));
        yield Cell.written(plain ? String.join("; ", names) : JSON.writeValueAsString(names));
      }
      default -> Cell.written(String.valueOf(value));
    };
  }

  /** A JSON array, or an object a line. */
  static DeviceWriter json(Writer out, boolean lines) throws IOException {
    if (!lines) {
      out.write("[\n");
    }
    return new DeviceWriter() {
      private boolean first = true;

      @Override
      public void write(Map<String, ? extends @Nullable Object> device) {
        try {
          if (!first) {
            out.write(lines ? "\n" : ",\n");
          }
          first = false;
          out.write(JSON.writeValueAsString(device));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void close() throws IOException {
        out.write(lines ? (first ? "" : "\n") : "\n]\n");
        out.close();
      }
    };
  }
}
