package io.netauto.server.rows.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A download of rows as CSV (RFC 4180, UTF-8, a header line), row by row. */
final class RowsCsv implements Closeable {
  private final CSVPrinter printer;

  RowsCsv(HttpServletResponse response, String filename) throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(filename));
    this.printer =
        new CSVPrinter(
            new BufferedWriter(
                new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8),
                64 << 10),
            CSVFormat.RFC4180);
  }

  /** A line; each cell is made harmless to spreadsheets. */
  void line(List<?> cells) throws IOException {
    for (Object cell : cells) {
      printer.print(Cells.safe(Cells.text(cell)));
    }
    printer.println();
  }

  @Override
  public void close() throws IOException {
    printer.close(true);
  }

  /** A name of letters, digits and a few signs only. */
  static String filename(String name, String ending) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "_");
    return plain.substring(0, Math.min(plain.length(), 100)) + ending;
  }
}
