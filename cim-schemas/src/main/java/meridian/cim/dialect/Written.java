package meridian.cim.dialect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that may still be changed. */
final class Written {
  private byte[] bytes = new byte[40 << 10];
  private int size;

  int size() { return size; }

  void add(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  void add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    add(utf8, 0, utf8.length);
  }

  void replace(int from, int to, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int grows = utf8.length - (to - from);
    room(Math.max(grows, 0));
    System.arraycopy(bytes, to, bytes, to + grows, size - to);
    System.arraycopy(utf8, 0, bytes, from, utf8.length);
    size += grows;
  }

  private void room(int more) { if (bytes.length - size < more) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more)); }

  /** Hands all over and begins anew. */
  void to(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }
}
