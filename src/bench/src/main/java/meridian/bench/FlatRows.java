package meridian.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.store.PostgresServer;

/** The same readings as one row a value, keyed by meter, type and time, as anybody would make it first, loaded by {@code psql \copy}. */
final class FlatRows {
  private static final String DATABASE = "flat";

  private final PostgresServer server;
  private final Path folder;

  FlatRows(PostgresServer server, Path folder) throws SQLException {
    this.server = server;
    this.folder = folder;
    server.database(DATABASE);
    server.execute(DATABASE, "CREATE TABLE reading (meter uuid, type int, time timestamptz, value double precision, quality int,"
      + " PRIMARY KEY (meter, type, time))");
  }

  /** Writes the rows to a file. */
  Path csv(int meters, IntFunction<MeterReading> made) throws IOException {
    Path file = folder.resolve("rows.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int meter = 0; meter < meters; meter++) {
        MeterReading reading = made.apply(meter);
        for (Reading one : reading.readings()) {
          row(out, reading, Town.number(one.type()), one.time(), one.value(), one.quality().packed());
        }
        for (IntervalBlock block : reading.intervalBlocks()) {
          for (int i = 0; i < block.size(); i++) {
            row(out, reading, Town.number(block.type()), block.end(i), block.values()[i], block.qualities()[i]);
          }
        }
      }
    }
    return file;
  }

  private static void row(BufferedWriter out, MeterReading reading, int type, Instant time, double value, int quality) throws IOException {
    out.append(reading.meter().toString()).append(',').append(String.valueOf(type)).append(',').append(time.toString()).append(',')
      .append(String.valueOf(value)).append(',').append(String.valueOf(quality)).append('\n');
  }

  /** Seconds until they are durable. */
  double copy_s(Path csv) throws IOException, InterruptedException {
    var psql = new ProcessBuilder(server.bin().resolve("psql").toString(), "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p",
      String.valueOf(server.port()), "-U", PostgresServer.USER, "-d", DATABASE, "-c",
      "\\copy reading from '" + csv + "' with (format csv)");
    psql.environment().put("PGPASSWORD", PostgresServer.PASSWORD);
    long start_ns = System.nanoTime();
    Process process = psql.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) throw new IOException(said);
    return (System.nanoTime() - start_ns) / 1e9;
  }

  /** Days of the past, put there in no counted time. */
  void fill(int meters, int firstDay, int days) throws SQLException {
    server.execute(DATABASE, "CREATE TEMP TABLE m AS SELECT DISTINCT meter FROM reading; ALTER TABLE reading DROP CONSTRAINT reading_pkey;"
      + " INSERT INTO reading SELECT meter, type, timestamptz '" + Town.START + "' + (" + firstDay + " * 96 + n) * interval '15 minutes',"
      + " 0.1 + n % 400 / 1000.0, 16777216 FROM m, generate_series(4, 5) type, generate_series(1, " + days * 96 + ") n;"
      + " ALTER TABLE reading ADD PRIMARY KEY (meter, type, time)");
  }

  long size_bytes() throws SQLException { return size_bytes(server, DATABASE, List.of("reading")); }

  static long size_bytes(PostgresServer server, String database, List<String> tables) throws SQLException {
    try (Connection connection = server.connect(database); Statement statement = connection.createStatement()) {
      long size = 0;
      for (String table : tables) {
        try (var row = statement.executeQuery(
          "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname ~ '^" + table + "'")) {
          row.next();
          size += row.getLong(1);
        }
      }
      return size;
    }
  }
}
