package meridian.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Loads rows by PostgreSQL's COPY in its binary form. Source: PostgreSQL manual, COPY, "Binary Format". */
final class CopyBinary {
  private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final int PIECE_bytes = 1 << 18;

  private byte[] bytes = new byte[PIECE_bytes + 4096];
  private int size;

  private CopyBinary() {}

  /** Integer, Long, Double, Boolean, UUID, String, byte[] and null stand for the types of PostgreSQL that bear the same width. */
  static void load(Connection connection, String table, List<String> columns, List<Object[]> rows) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI()
      .copyIn("COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT BINARY)");
    try {
      var out = new CopyBinary();
      out.put(HEADER);
      for (Object[] row : rows) {
        out.int16(row.length);
        for (Object value : row) {
          out.field(value);
        }
        if (out.size >= PIECE_bytes) out.send(copy);
      }
      out.int16(-1);
      out.send(copy);
      copy.endCopy();
    } finally {
      if (copy.isActive()) copy.cancelCopy();
    }
  }

  private void send(CopyIn copy) throws SQLException {
    copy.writeToCopy(bytes, 0, size);
    size = 0;
  }

  private void field(@Nullable Object value) {
    switch (value) {
      case null -> int32(-1);
      case Integer number -> {
        int32(4);
        int32(number);
      }
      case Long number -> {
        int32(8);
        int64(number);
      }
      case Double number -> {
        int32(8);
        int64(Double.doubleToRawLongBits(number));
      }
      case Boolean truth -> {
        int32(1);
        room(1);
        bytes[size++] = (byte) (truth ? 1 : 0);
      }
      case UUID id -> {
        int32(16);
        int64(id.getMostSignificantBits());
        int64(id.getLeastSignificantBits());
      }
      case String text -> {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int32(utf8.length);
        put(utf8);
      }
      case byte[] body -> {
        int32(body.length);
        put(body);
      }
      default -> throw new IllegalArgumentException("no COPY form for " + value.getClass());
    }
  }

  private void int16(int value) {
    room(2);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void int32(int value) {
    int16(value >>> 16);
    int16(value);
  }

  private void int64(long value) {
    int32((int) (value >>> 32));
    int32((int) value);
  }

  private void put(byte[] some) {
    room(some.length);
    System.arraycopy(some, 0, bytes, size, some.length);
    size += some.length;
  }

  private void room(int more) {
    if (bytes.length - size < more) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
  }
}
