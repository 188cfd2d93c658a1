package meridian.dlms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads the tab-separated tables beside these classes. */
final class Table {

  private Table() {}

  static List<String[]> rows(String name, int columns) {
    try (InputStream in = Table.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("missing in this jar: " + name);
      List<String[]> rows = new String(in.readAllBytes(), UTF_8).lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("\t", -1))
        .toList();
      for (String[] row : rows)
        if (row.length != columns)
          throw new IllegalStateException(name + ": not " + columns + " columns: " + String.join(" ", row));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
