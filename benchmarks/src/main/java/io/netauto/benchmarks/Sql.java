package io.netauto.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The database of a server that runs its own, asked past the server. */
final class Sql implements AutoCloseable {
  private final String url;
  private final String password;
  private final Connection connection;

  private Sql(String url, String password, Connection connection) {
    this.url = url;
    this.password = password;
    this.connection = connection;
  }

  /**
   * @param data the server's data folder
   */
  static Sql in(Path data) throws IOException, SQLException {
    Path folder = data.resolve("postgresql");
    // The fourth line is the port (PostgreSQL's documentation, "Database File Layout").
    String port = Files.readAllLines(folder.resolve("cluster/postmaster.pid")).get(3).strip();
    String password = Files.readString(folder.resolve("password")).strip();
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/netauto";
    return new Sql(url, password, DriverManager.getConnection(url, "postgres", password));
  }

  /** The settings of a second server on the same database. */
  Map<String, String> environment() {
    return Map.of(
        "NET_AUTO_DB_URL", url,
        "NET_AUTO_DB_USERNAME", "netauto",
        "NET_AUTO_DB_PASSWORD", password);
  }

  void run(String statement) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(statement);
    }
  }

  long number(String query) throws SQLException {
    try (Statement s = connection.createStatement();
        var rs = s.executeQuery(query)) {
      rs.next();
      return rs.getLong(1);
    }
  }

  /** The rows of a query, each as text with commas. */
  List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement s = connection.createStatement();
        var rs = s.executeQuery(query)) {
      int columns = rs.getMetaData().getColumnCount();
      while (rs.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(rs.getString(i));
        }
        rows.add(String.join(",", row));
      }
    }
    return rows;
  }

  /** Of all tables and indexes. */
  double megabytes() throws SQLException {
    return number("select pg_database_size('netauto')") / 1e6;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
